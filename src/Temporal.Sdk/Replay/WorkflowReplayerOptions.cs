using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Runtime;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a <see cref="WorkflowReplayer"/> replays with. At least one workflow is required.</summary>
public class WorkflowReplayerOptions : ICloneable
{
    private IList<WorkflowDefinition> _workflows = [];

    /// <summary>A workflow is about to repeat a step: on its thread, before its code runs.</summary>
    /// <remarks>What a handler throws fails the replay.</remarks>
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    /// <summary>A workflow has repeated a step.</summary>
    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    /// <summary>The workflows.</summary>
    public IList<WorkflowDefinition> Workflows => _workflows;

    /// <summary>What workflows see as their namespace. Default <c>ReplayNamespace</c>.</summary>
    public string Namespace { get; set; } = "ReplayNamespace";

    /// <summary>Task queue of the would-be worker. Default <c>ReplayTaskQueue</c>.</summary>
    public string TaskQueue { get; set; } = "ReplayTaskQueue";

    /// <summary>Converter the histories were written with. Default <see cref="DataConverter.Default"/>.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Whether workflow code may block, for a debugger. Default: whether <c>TEMPORAL_DEBUG</c> is <c>true</c> or <c>1</c>.</summary>
    public bool DebugMode { get; set; } =
        Environment.GetEnvironmentVariable("TEMPORAL_DEBUG") is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether not to watch for work that leaves a workflow's scheduler. Default false.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>Where workflow loggers come from. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Wrap what workflows are asked and ask; the first is the outermost. Default none.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Change these options and wrap replaying. Default none.</summary>
    public IReadOnlyCollection<ITemporalWorkerPlugin>? Plugins { get; set; }

    /// <summary>Makes the meters workflows see; what was measured once is not measured again. Default <see langword="null"/>: <see cref="TemporalRuntime.Default"/>.</summary>
    public TemporalRuntime? Runtime { get; set; }

    /// <summary>Exception types that, besides Temporal's own failures, fail a workflow instead of its task. Default none.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>Build of the would-be worker. A replay does not depend on it. Default <see langword="null"/>.</summary>
    public string? BuildId { get; set; }

    /// <summary>Identity of the would-be worker. A replay does not depend on it. Default <see langword="null"/>.</summary>
    public string? Identity { get; set; }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">The workflow type.</typeparam>
    /// <returns>These options.</returns>
    public WorkflowReplayerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="type">The workflow type.</param>
    /// <returns>These options.</returns>
    public WorkflowReplayerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>These options.</returns>
    public WorkflowReplayerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Copies the options.</summary>
    /// <returns>A copy with a list of workflows of its own.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowReplayerOptions)MemberwiseClone();
        copy._workflows = [.. _workflows];
        return copy;
    }

    /// <summary>These options' events as a worker's.</summary>
    internal TemporalWorkerOptions Steps()
    {
        var steps = new TemporalWorkerOptions();
        steps.WorkflowTaskStarting += (workflow, step) => WorkflowTaskStarting?.Invoke(workflow, step);
        steps.WorkflowTaskCompleted += (workflow, step) => WorkflowTaskCompleted?.Invoke(workflow, step);
        return steps;
    }
}
