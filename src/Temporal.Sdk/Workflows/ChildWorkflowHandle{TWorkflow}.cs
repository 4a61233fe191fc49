using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A child workflow of a known class that was started.</summary>
/// <typeparam name="TWorkflow">Workflow class of the child.</typeparam>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    /// <summary>Signals the child.</summary>
    /// <param name="signalCall">A single call of a method with the signal attribute.</param>
    /// <param name="options">Options.</param>
    /// <returns>Completes when the child has the signal.</returns>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
