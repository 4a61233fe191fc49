using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>How a workflow is started. <see cref="Id"/> and <see cref="TaskQueue"/> are required.</summary>
public class WorkflowOptions : ICloneable
{
    /// <summary>Creates options without id and task queue.</summary>
    public WorkflowOptions()
    {
    }

    /// <summary>Creates options with all that is required.</summary>
    /// <param name="id">Workflow id, at most 1,000 characters.</param>
    /// <param name="taskQueue">Queue the workflow's worker polls.</param>
    public WorkflowOptions(string id, string taskQueue)
    {
        Id = id;
        TaskQueue = taskQueue;
    }

    /// <summary>Workflow id, unique among the open workflows of the namespace; at most 1,000 characters. Required.</summary>
    public string? Id { get; set; }

    /// <summary>Queue the workflow's worker polls. Required.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line for people who look at the workflow. Default none.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Longer text for people who look at the workflow. Default none.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Longest time for all runs together, retries and continue-as-new included. Default no bound.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Longest time for one run. Default: the execution timeout.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Longest time for one workflow task. Default: the server's, 10 seconds.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Whether the id of a closed workflow may be used again. Default <see cref="WorkflowIdReusePolicy.AllowDuplicate"/>.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>What happens if the id belongs to an open workflow. Default: the server's, fail.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; } = WorkflowIdConflictPolicy.Unspecified;

    /// <summary>Retries of failed runs. Default <see langword="null"/>: none.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Cron line on which runs repeat. Default none.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Notes shown with the workflow, not searchable. Values must not be null.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Values the workflow can be found by.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Wait before the first workflow task. Not together with <see cref="CronSchedule"/>. Default none.</summary>
    public TimeSpan? StartDelay { get; set; }

    /// <summary>If set, the workflow is started unless it is open, and signaled either way, in one step.</summary>
    public string? StartSignal { get; set; }

    /// <summary>Arguments of <see cref="StartSignal"/>; not without it.</summary>
    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    /// <summary>
    /// Whether a worker on the same connection may get the first task with the answer, without polling for it; used if there
    /// is such a worker and the server agrees. Default <see langword="false"/>.
    /// </summary>
    public bool RequestEagerStart { get; set; }

    /// <summary>Where its tasks stand in a crowded queue. Default: the server's.</summary>
    public Priority? Priority { get; set; }

    /// <summary>How the start call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Sets <see cref="StartSignal"/> and its arguments from a call of the signal method.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="signalCall">A single call of a method with the signal attribute.</param>
    /// <exception cref="ArgumentException">The expression is anything else.</exception>
    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (method, args) = CallExpression.Parse(signalCall);
        SignalWithStart(WorkflowSignalDefinition.NameFromMethodForCall(method), args);
    }

    /// <summary>Sets <see cref="StartSignal"/> and its arguments.</summary>
    /// <param name="signal">Signal name.</param>
    /// <param name="args">Arguments in the order of the handler's parameters.</param>
    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args)
    {
        StartSignal = signal;
        StartSignalArgs = args;
    }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
