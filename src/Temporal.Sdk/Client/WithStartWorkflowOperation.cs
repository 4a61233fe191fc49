using System.Linq.Expressions;
using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The start that may come with an update.</summary>
public abstract class WithStartWorkflowOperation : ICloneable
{
    private int _used;

    private protected WithStartWorkflowOperation(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        Workflow = workflow;
        Args = args;
        Options = options;
    }

    /// <summary>Workflow name.</summary>
    public string Workflow { get; set; }

    /// <summary>Arguments of the workflow.</summary>
    public IReadOnlyCollection<object?> Args { get; set; }

    /// <summary>How it is started.</summary>
    public WorkflowOptions Options { get; set; }

    /// <summary>Headers of the start, if any.</summary>
    public IDictionary<string, Payload>? Headers { get; set; }

    /// <summary>A start.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id, task queue and conflict policy are required; a start signal, an eager start and RPC options are refused.</param>
    /// <returns>The start.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow, TResult>> Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Parse(workflowRunCall);
        return new(
            WorkflowDefinition.NameFromRunMethodForCall(method), args, options, (client, id, run) => new(client, id, null, run, run));
    }

    /// <summary>A start of a workflow without result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id, task queue and conflict policy are required; a start signal, an eager start and RPC options are refused.</param>
    /// <returns>The start.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow>> Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Parse(workflowRunCall);
        return new(
            WorkflowDefinition.NameFromRunMethodForCall(method), args, options, (client, id, run) => new(client, id, null, run, run));
    }

    /// <summary>A start by name.</summary>
    /// <param name="workflow">Workflow name.</param>
    /// <param name="args">Arguments of the workflow.</param>
    /// <param name="options">Id, task queue and conflict policy are required; a start signal, an eager start and RPC options are refused.</param>
    /// <returns>The start.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle> Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options, (client, id, run) => new(client, id, null, run, run));

    /// <summary>Copies the start; the handle it leads to is shared.</summary>
    /// <returns>The copy.</returns>
    public abstract object Clone();

    /// <summary>Whether this is the first use.</summary>
    internal bool TryMarkUsed() => Interlocked.Exchange(ref _used, 1) == 0;

    internal abstract void Started(ITemporalClient client, string id, string? runId);

    internal abstract void Failed(Exception failure);
}
