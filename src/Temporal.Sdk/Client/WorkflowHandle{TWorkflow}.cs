using System.Linq.Expressions;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Acts on one workflow of a known class.</summary>
/// <typeparam name="TWorkflow">The workflow class.</typeparam>
/// <param name="Client">Client that makes the calls.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run that signals, queries and the rest address; null for the current one. Not set by a start.</param>
/// <param name="ResultRunId">Run whose result is awaited; null for the current one.</param>
/// <param name="FirstExecutionRunId">First run of the chain that cancellation and termination are meant for.</param>
public record WorkflowHandle<TWorkflow>(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
    : WorkflowHandle(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Signals the workflow.</summary>
    /// <param name="signalCall">A single call of a method with the signal attribute.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>Done when the server has the signal; the workflow may handle it later.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);

    /// <summary>Asks the workflow something.</summary>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="queryCall">A single call of a method, or reading of a property, with the query attribute.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="WorkflowQueryFailedException">The handler threw, or does not exist.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The reject condition was met.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<TQueryResult> QueryAsync<TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null) =>
        QueryAsync<TWorkflow, TQueryResult>(queryCall, options);
}
