using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Common;
using Temporalio.Workflows;
using Temporalio.Client.Schedules;

namespace Temporalio.Client;

/// <summary>A client of one Temporal namespace. Thread-safe and meant to be shared.</summary>
public class TemporalClient : ITemporalClient
{
    /// <summary>Makes a client on an existing connection.</summary>
    /// <param name="connection">The connection calls go through.</param>
    /// <param name="options">Namespace, converter and the rest.</param>
    public TemporalClient(ITemporalConnection connection, TemporalClientOptions options)
    {
        foreach (var plugin in options.Plugins ?? []) plugin.ConfigureClient(options);
        Connection = connection;
        Options = options;
        OutboundInterceptor = (options.Interceptors ?? []).Reverse().Aggregate<IClientInterceptor, ClientOutboundInterceptor>(
            new ClientCalls(this), (next, interceptor) => interceptor.InterceptClient(next));
    }

    /// <inheritdoc />
    public ITemporalConnection Connection { get; }

    /// <inheritdoc />
    public TemporalClientOptions Options { get; }

    /// <inheritdoc />
    public ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <summary>Raw calls of the workflow service.</summary>
    public WorkflowService WorkflowService => Connection.WorkflowService;

    /// <summary>Raw calls of the operator service.</summary>
    public OperatorService OperatorService => Connection.OperatorService;

    /// <summary>Connects to a server.</summary>
    /// <param name="options">Where and how.</param>
    /// <returns>The connected client.</returns>
    /// <exception cref="ArgumentException">The options name no target, or an impossible one.</exception>
    /// <exception cref="InvalidOperationException">The server was not reached, or refused.</exception>
    public static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options)
    {
        var connect = (options.Plugins ?? []).Reverse().Aggregate<ITemporalClientPlugin, Func<TemporalClientConnectOptions, Task<TemporalConnection>>>(
            TemporalConnection.ConnectAsync, (next, plugin) => around => plugin.ConnectAsync(around, next));
        return new(await connect(options).ConfigureAwait(false), options.ToClientOptions());
    }

    /// <summary>Makes a client that connects with its first call, and tries again with the next one if that fails.</summary>
    /// <param name="options">Where and how.</param>
    /// <returns>The client, not yet connected; workers need it connected.</returns>
    /// <exception cref="ArgumentException">The options name no target, or an impossible one.</exception>
    public static TemporalClient CreateLazy(TemporalClientConnectOptions options) =>
        new(TemporalConnection.CreateLazy(options), options.ToClientOptions());

    /// <inheritdoc />
    public Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Parse(workflowRunCall);
        return OutboundInterceptor.StartWorkflowAsync<TWorkflow, TResult>(
            new(WorkflowDefinition.NameFromRunMethodForCall(method), args, options, null));
    }

    /// <inheritdoc />
    public async Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Parse(workflowRunCall);
        return await OutboundInterceptor.StartWorkflowAsync<TWorkflow, ValueTuple>(
            new(WorkflowDefinition.NameFromRunMethodForCall(method), args, options, null)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<WorkflowHandle> StartWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        await OutboundInterceptor.StartWorkflowAsync<ValueTuple, ValueTuple>(
            new(workflow, args, options, null)).ConfigureAwait(false);

    /// <inheritdoc />
    public WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(
        string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(
        string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null) =>
        OutboundInterceptor.ListWorkflowsAsync(new(query, options));

    /// <inheritdoc />
    public Task<WorkflowListPage> ListWorkflowsPaginatedAsync(
        string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null) =>
        OutboundInterceptor.ListWorkflowsPaginatedAsync(new(query, nextPageToken, options));

    /// <inheritdoc />
    public Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null) =>
        OutboundInterceptor.CountWorkflowsAsync(new(query, options));

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken) =>
        new(this, new AsyncActivityHandle.TaskTokenReference(taskToken));

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId) =>
        new(this, new AsyncActivityHandle.IdReference(workflowId, runId, activityId));

    /// <inheritdoc />
    public async Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowStartUpdateWithStartOptions options)
    {
        var (method, args) = CallExpression.Parse(updateCall);
        return await StartUpdateWithStartWorkflowAsync<ValueTuple>(
            WorkflowUpdateDefinition.NameFromMethodForCall(method), args, options).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowStartUpdateWithStartOptions options)
    {
        var (method, args) = CallExpression.Parse(updateCall);
        return StartUpdateWithStartWorkflowAsync<TUpdateResult>(WorkflowUpdateDefinition.NameFromMethodForCall(method), args, options);
    }

    /// <inheritdoc />
    public async Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options) =>
        await StartUpdateWithStartWorkflowAsync<ValueTuple>(update, args, options).ConfigureAwait(false);

    /// <inheritdoc />
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options) =>
        OutboundInterceptor.StartUpdateWithStartWorkflowAsync<TUpdateResult>(new(update, args, options, null));

    /// <inheritdoc />
    public Task<ScheduleHandle> CreateScheduleAsync(string scheduleId, Schedule schedule, ScheduleOptions? options = null) =>
        OutboundInterceptor.CreateScheduleAsync(new(scheduleId, schedule, options));

    /// <inheritdoc />
    public ScheduleHandle GetScheduleHandle(string scheduleId) => new(this, scheduleId);

    /// <inheritdoc />
    public IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ScheduleListOptions? options = null) =>
        OutboundInterceptor.ListSchedulesAsync(new(options));

    /// <summary>The given options, with retries on unless they say otherwise.</summary>
    /// <param name="origOptions">Options of the caller, unchanged.</param>
    /// <returns>Options to send with.</returns>
    protected internal static RpcOptions DefaultRetryOptions(RpcOptions? origOptions)
    {
        if (origOptions?.Retry is not null) return origOptions;
        var options = (RpcOptions)(origOptions ?? new()).Clone();
        options.Retry = true;
        return options;
    }
}
