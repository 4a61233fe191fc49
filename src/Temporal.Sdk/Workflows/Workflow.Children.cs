using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Runtime;

namespace Temporalio.Workflows;

/// <content>Child workflows, and workflows beside this one.</content>
public static partial class Workflow
{
    /// <summary>Starts a child workflow and waits for its result.</summary>
    /// <typeparam name="TWorkflow">Class or interface of the child.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">The call of its run method.</param>
    /// <param name="options">How it is started.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ChildWorkflowFailureException">The child did not complete. Stored in the task.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options).ConfigureAwait(true);
        return await handle.GetResultAsync().ConfigureAwait(true);
    }

    /// <summary>Starts a child workflow without result and waits for it.</summary>
    /// <typeparam name="TWorkflow">Class or interface of the child.</typeparam>
    /// <param name="workflowRunCall">The call of its run method.</param>
    /// <param name="options">How it is started.</param>
    /// <returns>Completes with the child.</returns>
    /// <exception cref="ChildWorkflowFailureException">The child did not complete. Stored in the task.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options).ConfigureAwait(true);
        await handle.GetResultAsync().ConfigureAwait(true);
    }

    /// <summary>Starts a child workflow by name and waits for it, ignoring its result.</summary>
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is started.</param>
    /// <returns>Completes with the child.</returns>
    /// <exception cref="ChildWorkflowFailureException">The child did not complete. Stored in the task.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    public static Task ExecuteChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        ExecuteChildWorkflowAsync<ValueTuple>(workflow, args, options);

    /// <summary>Starts a child workflow by name and waits for its result.</summary>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is started.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ChildWorkflowFailureException">The child did not complete. Stored in the task.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflow, args, options).ConfigureAwait(true);
        return await handle.GetResultAsync<TResult>().ConfigureAwait(true);
    }

    /// <summary>Starts a child workflow.</summary>
    /// <typeparam name="TWorkflow">Class or interface of the child.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">The call of its run method.</param>
    /// <param name="options">How it is started.</param>
    /// <returns>The child, when it is started.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        StartChildAsync<TWorkflow, TResult>(workflowRunCall, options);

    /// <summary>Starts a child workflow without result.</summary>
    /// <typeparam name="TWorkflow">Class or interface of the child.</typeparam>
    /// <param name="workflowRunCall">The call of its run method.</param>
    /// <param name="options">How it is started.</param>
    /// <returns>The child, when it is started.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        await StartChildAsync<TWorkflow, ValueTuple>(workflowRunCall, options).ConfigureAwait(true);

    /// <summary>Starts a child workflow by name.</summary>
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is started.</param>
    /// <returns>The child, when it is started.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken. Stored in the task.</exception>
    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await Context.Outbound.StartChildWorkflowAsync<ValueTuple, ValueTuple>(new(workflow, args, options ?? new(), null))
            .ConfigureAwait(true);

    /// <summary>A handle of another workflow, whether it exists or not.</summary>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the current one.</param>
    /// <returns>The handle; nothing is sent.</returns>
    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        GetExternalWorkflowHandle<ValueTuple>(id, runId);

    /// <summary>A handle of another workflow of a known class, whether it exists or not.</summary>
    /// <typeparam name="TWorkflow">Workflow class of the other workflow.</typeparam>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the current one.</param>
    /// <returns>The handle; nothing is sent.</returns>
    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId = null) =>
        new ExternalHandle<TWorkflow>(Context, id, runId);

    private static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildAsync<TWorkflow, TResult>(
        LambdaExpression runCall, ChildWorkflowOptions? options)
    {
        var call = CallExpression.Parse(runCall);
        return Context.Outbound.StartChildWorkflowAsync<TWorkflow, TResult>(
            new(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Arguments, options ?? new(), null));
    }
}
