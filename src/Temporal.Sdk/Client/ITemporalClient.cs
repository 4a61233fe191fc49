using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Client;

/// <summary>A client of one Temporal namespace. Thread-safe and meant to be shared.</summary>
public interface ITemporalClient : IWorkerClient
{
    /// <summary>The connection calls go through.</summary>
    ITemporalConnection Connection { get; }

    /// <summary>Head of the interceptor chain; ends in the client itself.</summary>
    ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <summary>Starts a workflow with a result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id and task queue are required.</param>
    /// <returns>Handle of the workflow.</returns>
    /// <exception cref="ArgumentException">The expression or the options are wrong.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by the rules of the two id policies.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow without a result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id and task queue are required.</param>
    /// <returns>Handle of the workflow.</returns>
    /// <exception cref="ArgumentException">The expression or the options are wrong.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by the rules of the two id policies.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow by name.</summary>
    /// <param name="workflow">Workflow type name.</param>
    /// <param name="args">Arguments of the run method.</param>
    /// <param name="options">Id and task queue are required.</param>
    /// <returns>Handle of the workflow.</returns>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by the rules of the two id policies.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowHandle> StartWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options);

    /// <summary>A handle of a workflow, whether it exists or not.</summary>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the current one.</param>
    /// <param name="firstExecutionRunId">First run of the chain that cancellation and termination are meant for.</param>
    /// <returns>The handle; nothing is sent.</returns>
    WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>A handle of a workflow of a known class, whether it exists or not.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the current one.</param>
    /// <param name="firstExecutionRunId">First run of the chain that cancellation and termination are meant for.</param>
    /// <returns>The handle; nothing is sent.</returns>
    WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>A handle of a workflow of a known class and result type, whether it exists or not.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the current one.</param>
    /// <param name="firstExecutionRunId">First run of the chain that cancellation and termination are meant for.</param>
    /// <returns>The handle; nothing is sent.</returns>
    WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(
        string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Lists workflows, newest first, page by page as the caller enumerates.</summary>
    /// <param name="query">Visibility filter; empty for all.</param>
    /// <param name="options">Limit and how the calls are sent.</param>
    /// <returns>The workflows. Visibility may lag behind.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached; thrown while enumerating.</exception>
    IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null);

    /// <summary>Counts workflows.</summary>
    /// <param name="query">Visibility filter, possibly with a group-by clause; empty for all.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>The count. Visibility may lag behind.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null);

    /// <summary>A handle of one attempt of an activity, to finish it from outside its worker.</summary>
    /// <param name="taskToken">Token of the attempt.</param>
    /// <returns>The handle; nothing is sent.</returns>
    AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken);

    /// <summary>A handle of an activity, to finish it from outside its worker.</summary>
    /// <param name="workflowId">Workflow that scheduled it.</param>
    /// <param name="runId">Run of the workflow.</param>
    /// <param name="activityId">Activity id.</param>
    /// <returns>The handle; nothing is sent.</returns>
    AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId);
}
