using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <summary>A child workflow of a known class and result that was started.</summary>
/// <typeparam name="TWorkflow">Workflow class of the child.</typeparam>
/// <typeparam name="TResult">Type of its result.</typeparam>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    /// <summary>Waits until the child completes.</summary>
    /// <returns>Its result.</returns>
    /// <exception cref="ChildWorkflowFailureException">The child did not complete. Stored in the task.</exception>
    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}
