using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Another workflow, as seen by a workflow.</summary>
public abstract class ExternalWorkflowHandle
{
    /// <summary>Its workflow id.</summary>
    public abstract string Id { get; }

    /// <summary>Its run; null for the current one.</summary>
    public abstract string? RunId { get; }

    /// <summary>Signals the workflow.</summary>
    /// <typeparam name="TWorkflow">Workflow class of the other workflow.</typeparam>
    /// <param name="signalCall">A single call of a method with the signal attribute.</param>
    /// <param name="options">Options.</param>
    /// <returns>Completes when the other workflow has the signal.</returns>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.Parse(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(method), args, options);
    }

    /// <summary>Signals the workflow.</summary>
    /// <param name="signal">Signal name.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>Completes when the other workflow has the signal.</returns>
    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null);

    /// <summary>Asks the workflow to cancel itself.</summary>
    /// <returns>Completes when the other workflow has the request.</returns>
    public abstract Task CancelAsync();
}
