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

    /// <summary>Sends an update without result and waits until it completes.</summary>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">Id and how the calls are sent.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task ExecuteUpdateAsync(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Sends an update and waits for its result.</summary>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">Id and how the calls are sent.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);

    /// <summary>Sends an update without result.</summary>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">What is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<WorkflowUpdateHandle> StartUpdateAsync(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options) => StartUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Sends an update.</summary>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">What is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);

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
