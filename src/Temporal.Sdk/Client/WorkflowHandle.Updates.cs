using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <content>Updates.</content>
public partial record WorkflowHandle
{
    /// <summary>Sends an update without result and waits until it completes.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">Id and how the calls are sent.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public async Task ExecuteUpdateAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, ToCompletion(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Sends an update and waits for its result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">Id and how the calls are sent.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Sends an update by name and waits until it completes.</summary>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">Id and how the calls are sent.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task ExecuteUpdateAsync(string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Sends an update by name and waits for its result.</summary>
    /// <typeparam name="TResult">Type of the update's result.</typeparam>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">Id and how the calls are sent.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public async Task<TResult> ExecuteUpdateAsync<TResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync<TResult>(update, args, ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Sends an update without result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">What is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="ArgumentException">There is no stage to wait for.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.Parse(updateCall);
        return await StartUpdateAsync<ValueTuple>(WorkflowUpdateDefinition.NameFromMethodForCall(method), args, options).ConfigureAwait(false);
    }

    /// <summary>Sends an update.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">What is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="ArgumentException">There is no stage to wait for.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.Parse(updateCall);
        return StartUpdateAsync<TUpdateResult>(WorkflowUpdateDefinition.NameFromMethodForCall(method), args, options);
    }

    /// <summary>Sends an update by name.</summary>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">What is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="ArgumentException">There is no stage to wait for.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options).ConfigureAwait(false);

    /// <summary>Sends an update by name.</summary>
    /// <typeparam name="TResult">Type of the update's result.</typeparam>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">What is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="ArgumentException">There is no stage to wait for.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<WorkflowUpdateHandle<TResult>> StartUpdateAsync<TResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        Client.OutboundInterceptor.StartWorkflowUpdateAsync<TResult>(new(Id, RunId, FirstExecutionRunId, update, args, options, null));

    /// <summary>A handle of an update, whether it exists or not.</summary>
    /// <param name="id">Update id.</param>
    /// <returns>The handle; nothing is sent.</returns>
    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    /// <summary>A handle of an update of a known result type, whether it exists or not.</summary>
    /// <typeparam name="TResult">Type of the update's result.</typeparam>
    /// <param name="id">Update id.</param>
    /// <returns>The handle; nothing is sent.</returns>
    public WorkflowUpdateHandle<TResult> GetUpdateHandle<TResult>(string id) => new(Client, id, Id, RunId);

    private static WorkflowUpdateStartOptions ToCompletion(WorkflowUpdateOptions? options) =>
        new(WorkflowUpdateStage.Completed) { Id = options?.Id, Rpc = options?.Rpc };
}
