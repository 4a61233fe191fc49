using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Acts on one workflow of a known class and result type.</summary>
/// <typeparam name="TWorkflow">The workflow class.</typeparam>
/// <typeparam name="TResult">Type of its result.</typeparam>
/// <param name="Client">Client that makes the calls.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run that signals, queries and the rest address; null for the current one. Not set by a start.</param>
/// <param name="ResultRunId">Run whose result is awaited; null for the current one.</param>
/// <param name="FirstExecutionRunId">First run of the chain that cancellation and termination are meant for.</param>
public record WorkflowHandle<TWorkflow, TResult>(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
    : WorkflowHandle<TWorkflow>(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Waits until the workflow completes.</summary>
    /// <param name="followRuns">Whether to go on with the next run after continue-as-new, retry or cron.</param>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowFailedException">It closed in any other way; the cause says how.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">It continued as new and runs are not followed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public new Task<TResult> GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<TResult>(followRuns, rpcOptions);
}
