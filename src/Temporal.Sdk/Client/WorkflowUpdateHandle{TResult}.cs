using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Acts on one update of a workflow, whose result type is known.</summary>
/// <typeparam name="TResult">Type of its result.</typeparam>
/// <param name="Client">Client that makes the calls.</param>
/// <param name="Id">Update id.</param>
/// <param name="WorkflowId">Workflow id.</param>
/// <param name="WorkflowRunId">Run, if known.</param>
public record WorkflowUpdateHandle<TResult>(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
    : WorkflowUpdateHandle(Client, Id, WorkflowId, WorkflowRunId)
{
    /// <summary>Waits until the update completes.</summary>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait was cancelled or ran out of time.</exception>
    public new Task<TResult> GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(rpcOptions);
}
