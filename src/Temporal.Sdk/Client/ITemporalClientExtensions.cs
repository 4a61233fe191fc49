using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Shortcuts on <see cref="ITemporalClient"/>.</summary>
public static class ITemporalClientExtensions
{
    /// <summary>Starts a workflow and waits for its result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id and task queue are required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">The expression or the options are wrong.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="WorkflowFailedException">It did not complete.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task<TResult> ExecuteWorkflowAsync<TWorkflow, TResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options).ConfigureAwait(false);
        return await handle.GetResultAsync(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts a workflow without a result and waits until it completes.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id and task queue are required.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="ArgumentException">The expression or the options are wrong.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="WorkflowFailedException">It did not complete.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task ExecuteWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options).ConfigureAwait(false);
        await handle.GetResultAsync(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts a workflow by name and waits until it completes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="workflow">Workflow type name.</param>
    /// <param name="args">Arguments of the run method.</param>
    /// <param name="options">Id and task queue are required.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="WorkflowFailedException">It did not complete.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task ExecuteWorkflowAsync(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options).ConfigureAwait(false);
        await handle.GetResultAsync(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts a workflow by name and waits for its result.</summary>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="workflow">Workflow type name.</param>
    /// <param name="args">Arguments of the run method.</param>
    /// <param name="options">Id and task queue are required.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="WorkflowFailedException">It did not complete.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task<TResult> ExecuteWorkflowAsync<TResult>(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options).ConfigureAwait(false);
        return await handle.GetResultAsync<TResult>(rpcOptions: options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Sends an update without result that starts its workflow if need be, and waits until it completes.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">The start.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task ExecuteUpdateWithStartWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(updateCall, ToCompletion(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Sends an update that starts its workflow if need be, and waits for its result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">The start.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(updateCall, ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Sends an update by name that starts its workflow if need be, and waits until it completes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">The start.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task ExecuteUpdateWithStartWorkflowAsync(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(update, args, ToCompletion(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Sends an update by name that starts its workflow if need be, and waits for its result.</summary>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">The start.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TUpdateResult>(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync<TUpdateResult>(update, args, ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options.Rpc).ConfigureAwait(false);
    }

    /// <summary>Lists workflows and reads the history of each, one after the other; as a replayer takes them.</summary>
    /// <param name="client">The client.</param>
    /// <param name="query">Which workflows, in the visibility query language; empty for all.</param>
    /// <param name="listOptions">How they are listed.</param>
    /// <param name="historyFetchOptions">How each history is read.</param>
    /// <returns>The histories, in the order of the list.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public static async IAsyncEnumerable<WorkflowHistory> ListWorkflowHistoriesAsync(
        this ITemporalClient client,
        string query,
        WorkflowListOptions? listOptions = null,
        WorkflowHistoryEventFetchOptions? historyFetchOptions = null)
    {
        await foreach (var listed in client.ListWorkflowsAsync(query, listOptions).ConfigureAwait(false))
        {
            yield return await client.GetWorkflowHandle(listed.Id, listed.RunId).FetchHistoryAsync(historyFetchOptions).ConfigureAwait(false);
        }
    }

    // The start is shared on purpose: it is where the caller asks for the handle.
    private static WorkflowStartUpdateWithStartOptions ToCompletion(WorkflowUpdateWithStartOptions options) => new()
    {
        Id = options.Id,
        StartWorkflowOperation = options.StartWorkflowOperation,
        Rpc = options.Rpc,
        WaitForStage = WorkflowUpdateStage.Completed,
    };
}
