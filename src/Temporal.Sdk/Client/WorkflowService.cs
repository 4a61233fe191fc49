using Temporalio.Api.WorkflowService.V1;
using Temporal.Protocol.Grpc;

namespace Temporalio.Client;

/// <summary>Raw calls of <c>temporal.api.workflowservice.v1.WorkflowService</c>.</summary>
public sealed class WorkflowService : RpcService
{
    internal WorkflowService(TemporalConnection connection)
        : base(connection)
    {
    }

    internal override string FullName => GrpcMethods.WorkflowService;

    /// <summary>Calls <c>CountWorkflowExecutions</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<CountWorkflowExecutionsResponse> CountWorkflowExecutionsAsync(CountWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        InvokeAsync<CountWorkflowExecutionsResponse>("CountWorkflowExecutions", req, options);

    /// <summary>Calls <c>CreateSchedule</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<CreateScheduleResponse> CreateScheduleAsync(CreateScheduleRequest req, RpcOptions? options = null) =>
        InvokeAsync<CreateScheduleResponse>("CreateSchedule", req, options);

    /// <summary>Calls <c>DeleteSchedule</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<DeleteScheduleResponse> DeleteScheduleAsync(DeleteScheduleRequest req, RpcOptions? options = null) =>
        InvokeAsync<DeleteScheduleResponse>("DeleteSchedule", req, options);

    /// <summary>Calls <c>DeleteWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<DeleteWorkflowExecutionResponse> DeleteWorkflowExecutionAsync(DeleteWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution", req, options);

    /// <summary>Calls <c>DescribeNamespace</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<DescribeNamespaceResponse> DescribeNamespaceAsync(DescribeNamespaceRequest req, RpcOptions? options = null) =>
        InvokeAsync<DescribeNamespaceResponse>("DescribeNamespace", req, options);

    /// <summary>Calls <c>DescribeSchedule</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<DescribeScheduleResponse> DescribeScheduleAsync(DescribeScheduleRequest req, RpcOptions? options = null) =>
        InvokeAsync<DescribeScheduleResponse>("DescribeSchedule", req, options);

    /// <summary>Calls <c>DescribeTaskQueue</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<DescribeTaskQueueResponse> DescribeTaskQueueAsync(DescribeTaskQueueRequest req, RpcOptions? options = null) =>
        InvokeAsync<DescribeTaskQueueResponse>("DescribeTaskQueue", req, options);

    /// <summary>Calls <c>DescribeWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<DescribeWorkflowExecutionResponse> DescribeWorkflowExecutionAsync(DescribeWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<DescribeWorkflowExecutionResponse>("DescribeWorkflowExecution", req, options);

    /// <summary>Calls <c>ExecuteMultiOperation</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ExecuteMultiOperationResponse> ExecuteMultiOperationAsync(ExecuteMultiOperationRequest req, RpcOptions? options = null) =>
        InvokeAsync<ExecuteMultiOperationResponse>("ExecuteMultiOperation", req, options);

    /// <summary>Calls <c>GetClusterInfo</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<GetClusterInfoResponse> GetClusterInfoAsync(GetClusterInfoRequest req, RpcOptions? options = null) =>
        InvokeAsync<GetClusterInfoResponse>("GetClusterInfo", req, options);

    /// <summary>Calls <c>GetSearchAttributes</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<GetSearchAttributesResponse> GetSearchAttributesAsync(GetSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeAsync<GetSearchAttributesResponse>("GetSearchAttributes", req, options);

    /// <summary>Calls <c>GetSystemInfo</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<GetSystemInfoResponse> GetSystemInfoAsync(GetSystemInfoRequest req, RpcOptions? options = null) =>
        InvokeAsync<GetSystemInfoResponse>("GetSystemInfo", req, options);

    /// <summary>Calls <c>GetWorkflowExecutionHistory</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<GetWorkflowExecutionHistoryResponse> GetWorkflowExecutionHistoryAsync(GetWorkflowExecutionHistoryRequest req, RpcOptions? options = null) =>
        InvokeAsync<GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory", req, options);

    /// <summary>Calls <c>GetWorkflowExecutionHistoryReverse</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<GetWorkflowExecutionHistoryReverseResponse> GetWorkflowExecutionHistoryReverseAsync(GetWorkflowExecutionHistoryReverseRequest req, RpcOptions? options = null) =>
        InvokeAsync<GetWorkflowExecutionHistoryReverseResponse>("GetWorkflowExecutionHistoryReverse", req, options);

    /// <summary>Calls <c>ListNamespaces</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ListNamespacesResponse> ListNamespacesAsync(ListNamespacesRequest req, RpcOptions? options = null) =>
        InvokeAsync<ListNamespacesResponse>("ListNamespaces", req, options);

    /// <summary>Calls <c>ListScheduleMatchingTimes</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ListScheduleMatchingTimesResponse> ListScheduleMatchingTimesAsync(ListScheduleMatchingTimesRequest req, RpcOptions? options = null) =>
        InvokeAsync<ListScheduleMatchingTimesResponse>("ListScheduleMatchingTimes", req, options);

    /// <summary>Calls <c>ListSchedules</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ListSchedulesResponse> ListSchedulesAsync(ListSchedulesRequest req, RpcOptions? options = null) =>
        InvokeAsync<ListSchedulesResponse>("ListSchedules", req, options);

    /// <summary>Calls <c>ListWorkflowExecutions</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ListWorkflowExecutionsResponse> ListWorkflowExecutionsAsync(ListWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        InvokeAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", req, options);

    /// <summary>Calls <c>PatchSchedule</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<PatchScheduleResponse> PatchScheduleAsync(PatchScheduleRequest req, RpcOptions? options = null) =>
        InvokeAsync<PatchScheduleResponse>("PatchSchedule", req, options);

    /// <summary>Calls <c>PollActivityTaskQueue</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<PollActivityTaskQueueResponse> PollActivityTaskQueueAsync(PollActivityTaskQueueRequest req, RpcOptions? options = null) =>
        InvokeAsync<PollActivityTaskQueueResponse>("PollActivityTaskQueue", req, options);

    /// <summary>Calls <c>PollWorkflowExecutionUpdate</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<PollWorkflowExecutionUpdateResponse> PollWorkflowExecutionUpdateAsync(PollWorkflowExecutionUpdateRequest req, RpcOptions? options = null) =>
        InvokeAsync<PollWorkflowExecutionUpdateResponse>("PollWorkflowExecutionUpdate", req, options);

    /// <summary>Calls <c>PollWorkflowTaskQueue</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<PollWorkflowTaskQueueResponse> PollWorkflowTaskQueueAsync(PollWorkflowTaskQueueRequest req, RpcOptions? options = null) =>
        InvokeAsync<PollWorkflowTaskQueueResponse>("PollWorkflowTaskQueue", req, options);

    /// <summary>Calls <c>QueryWorkflow</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<QueryWorkflowResponse> QueryWorkflowAsync(QueryWorkflowRequest req, RpcOptions? options = null) =>
        InvokeAsync<QueryWorkflowResponse>("QueryWorkflow", req, options);

    /// <summary>Calls <c>RecordActivityTaskHeartbeat</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RecordActivityTaskHeartbeatResponse> RecordActivityTaskHeartbeatAsync(RecordActivityTaskHeartbeatRequest req, RpcOptions? options = null) =>
        InvokeAsync<RecordActivityTaskHeartbeatResponse>("RecordActivityTaskHeartbeat", req, options);

    /// <summary>Calls <c>RecordActivityTaskHeartbeatById</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RecordActivityTaskHeartbeatByIdResponse> RecordActivityTaskHeartbeatByIdAsync(RecordActivityTaskHeartbeatByIdRequest req, RpcOptions? options = null) =>
        InvokeAsync<RecordActivityTaskHeartbeatByIdResponse>("RecordActivityTaskHeartbeatById", req, options);

    /// <summary>Calls <c>RegisterNamespace</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RegisterNamespaceResponse> RegisterNamespaceAsync(RegisterNamespaceRequest req, RpcOptions? options = null) =>
        InvokeAsync<RegisterNamespaceResponse>("RegisterNamespace", req, options);

    /// <summary>Calls <c>RequestCancelWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RequestCancelWorkflowExecutionResponse> RequestCancelWorkflowExecutionAsync(RequestCancelWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<RequestCancelWorkflowExecutionResponse>("RequestCancelWorkflowExecution", req, options);

    /// <summary>Calls <c>ResetStickyTaskQueue</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ResetStickyTaskQueueResponse> ResetStickyTaskQueueAsync(ResetStickyTaskQueueRequest req, RpcOptions? options = null) =>
        InvokeAsync<ResetStickyTaskQueueResponse>("ResetStickyTaskQueue", req, options);

    /// <summary>Calls <c>ResetWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(ResetWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<ResetWorkflowExecutionResponse>("ResetWorkflowExecution", req, options);

    /// <summary>Calls <c>RespondActivityTaskCanceled</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondActivityTaskCanceledResponse> RespondActivityTaskCanceledAsync(RespondActivityTaskCanceledRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondActivityTaskCanceledResponse>("RespondActivityTaskCanceled", req, options);

    /// <summary>Calls <c>RespondActivityTaskCanceledById</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondActivityTaskCanceledByIdResponse> RespondActivityTaskCanceledByIdAsync(RespondActivityTaskCanceledByIdRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondActivityTaskCanceledByIdResponse>("RespondActivityTaskCanceledById", req, options);

    /// <summary>Calls <c>RespondActivityTaskCompleted</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondActivityTaskCompletedResponse> RespondActivityTaskCompletedAsync(RespondActivityTaskCompletedRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", req, options);

    /// <summary>Calls <c>RespondActivityTaskCompletedById</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondActivityTaskCompletedByIdResponse> RespondActivityTaskCompletedByIdAsync(RespondActivityTaskCompletedByIdRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondActivityTaskCompletedByIdResponse>("RespondActivityTaskCompletedById", req, options);

    /// <summary>Calls <c>RespondActivityTaskFailed</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondActivityTaskFailedResponse> RespondActivityTaskFailedAsync(RespondActivityTaskFailedRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondActivityTaskFailedResponse>("RespondActivityTaskFailed", req, options);

    /// <summary>Calls <c>RespondActivityTaskFailedById</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondActivityTaskFailedByIdResponse> RespondActivityTaskFailedByIdAsync(RespondActivityTaskFailedByIdRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondActivityTaskFailedByIdResponse>("RespondActivityTaskFailedById", req, options);

    /// <summary>Calls <c>RespondQueryTaskCompleted</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondQueryTaskCompletedResponse> RespondQueryTaskCompletedAsync(RespondQueryTaskCompletedRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondQueryTaskCompletedResponse>("RespondQueryTaskCompleted", req, options);

    /// <summary>Calls <c>RespondWorkflowTaskCompleted</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondWorkflowTaskCompletedResponse> RespondWorkflowTaskCompletedAsync(RespondWorkflowTaskCompletedRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondWorkflowTaskCompletedResponse>("RespondWorkflowTaskCompleted", req, options);

    /// <summary>Calls <c>RespondWorkflowTaskFailed</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RespondWorkflowTaskFailedResponse> RespondWorkflowTaskFailedAsync(RespondWorkflowTaskFailedRequest req, RpcOptions? options = null) =>
        InvokeAsync<RespondWorkflowTaskFailedResponse>("RespondWorkflowTaskFailed", req, options);

    /// <summary>Calls <c>ScanWorkflowExecutions</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ScanWorkflowExecutionsResponse> ScanWorkflowExecutionsAsync(ScanWorkflowExecutionsRequest req, RpcOptions? options = null) =>
        InvokeAsync<ScanWorkflowExecutionsResponse>("ScanWorkflowExecutions", req, options);

    /// <summary>Calls <c>ShutdownWorker</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ShutdownWorkerResponse> ShutdownWorkerAsync(ShutdownWorkerRequest req, RpcOptions? options = null) =>
        InvokeAsync<ShutdownWorkerResponse>("ShutdownWorker", req, options);

    /// <summary>Calls <c>SignalWithStartWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartWorkflowExecutionAsync(SignalWithStartWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<SignalWithStartWorkflowExecutionResponse>("SignalWithStartWorkflowExecution", req, options);

    /// <summary>Calls <c>SignalWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<SignalWorkflowExecutionResponse> SignalWorkflowExecutionAsync(SignalWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<SignalWorkflowExecutionResponse>("SignalWorkflowExecution", req, options);

    /// <summary>Calls <c>StartWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<StartWorkflowExecutionResponse> StartWorkflowExecutionAsync(StartWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<StartWorkflowExecutionResponse>("StartWorkflowExecution", req, options);

    /// <summary>Calls <c>TerminateWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<TerminateWorkflowExecutionResponse> TerminateWorkflowExecutionAsync(TerminateWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution", req, options);

    /// <summary>Calls <c>UpdateNamespace</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<UpdateNamespaceResponse> UpdateNamespaceAsync(UpdateNamespaceRequest req, RpcOptions? options = null) =>
        InvokeAsync<UpdateNamespaceResponse>("UpdateNamespace", req, options);

    /// <summary>Calls <c>UpdateSchedule</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<UpdateScheduleResponse> UpdateScheduleAsync(UpdateScheduleRequest req, RpcOptions? options = null) =>
        InvokeAsync<UpdateScheduleResponse>("UpdateSchedule", req, options);

    /// <summary>Calls <c>UpdateWorkflowExecution</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<UpdateWorkflowExecutionResponse> UpdateWorkflowExecutionAsync(UpdateWorkflowExecutionRequest req, RpcOptions? options = null) =>
        InvokeAsync<UpdateWorkflowExecutionResponse>("UpdateWorkflowExecution", req, options);
}
