using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Client.Schedules;

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

    /// <summary>Lists one page of workflows, newest first.</summary>
    /// <param name="query">Visibility filter; empty for all.</param>
    /// <param name="nextPageToken">What the page before gave; null for the first page.</param>
    /// <param name="options">Page size and how the call is sent.</param>
    /// <returns>The page. Visibility may lag behind.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowListPage> ListWorkflowsPaginatedAsync(string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null);

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

    /// <summary>Sends an update without result that starts its workflow if need be. The workflow may be started although this fails.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">The start, and what is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by the rules of the two id policies.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Sends an update that starts its workflow if need be. The workflow may be started although this fails.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="updateCall">A single call of a method with the update attribute.</param>
    /// <param name="options">The start, and what is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by the rules of the two id policies.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Sends an update by name that starts its workflow if need be. The workflow may be started although this fails.</summary>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">The start, and what is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by the rules of the two id policies.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Sends an update by name that starts its workflow if need be. The workflow may be started although this fails.</summary>
    /// <typeparam name="TUpdateResult">Type of the update's result.</typeparam>
    /// <param name="update">Update name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">The start, and what is waited for.</param>
    /// <returns>Handle of the update.</returns>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by the rules of the two id policies.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Creates a schedule.</summary>
    /// <param name="scheduleId">Its id.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="options">What it does at once, notes and how the call is sent.</param>
    /// <returns>Handle of the schedule.</returns>
    /// <exception cref="ScheduleAlreadyRunningException">The id is taken.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    Task<ScheduleHandle> CreateScheduleAsync(string scheduleId, Schedule schedule, ScheduleOptions? options = null);

    /// <summary>A handle of a schedule, whether it exists or not.</summary>
    /// <param name="scheduleId">Schedule id.</param>
    /// <returns>The handle; nothing is sent.</returns>
    ScheduleHandle GetScheduleHandle(string scheduleId);

    /// <summary>Lists schedules, page by page as the caller enumerates.</summary>
    /// <param name="options">Filter and how the calls are sent.</param>
    /// <returns>The schedules. Visibility may lag behind.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached; thrown while enumerating.</exception>
    IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ScheduleListOptions? options = null);
}
