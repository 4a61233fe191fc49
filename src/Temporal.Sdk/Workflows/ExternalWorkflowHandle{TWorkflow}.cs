using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>Another workflow of a known class, as seen by a workflow.</summary>
/// <typeparam name="TWorkflow">Workflow class of the other workflow.</typeparam>
public abstract class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    /// <summary>Signals the workflow.</summary>
    /// <param name="signalCall">A single call of a method with the signal attribute.</param>
    /// <param name="options">Options.</param>
    /// <returns>Completes when the other workflow has the signal.</returns>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
