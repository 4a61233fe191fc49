using Grpc.Health.V1;
using Temporal.DevServer.Hosting;

namespace Temporal.DevServer.Rpc;

/// <summary>What the server says of itself.</summary>
internal static class SystemRpcs
{
    /// <summary>Only what is served is claimed: SDKs switch features on by these flags.</summary>
    private static readonly GetSystemInfoResponse SystemInfo = new()
    {
        ServerVersion = ServerContext.Version,
        Capabilities = new()
        {
            SignalAndQueryHeader = true,
            InternalErrorDifferentiation = true,
            ActivityFailureIncludeHeartbeat = true,
            SupportsSchedules = true,
            EncodedFailureAttributes = true,
            UpsertMemo = true,
            EagerWorkflowStart = true,
            SdkMetadata = true,
            CountGroupByExecutionStatus = true,
        },
    };

    private static readonly GetClusterInfoResponse ClusterInfo = new()
    {
        ServerVersion = ServerContext.Version,
        ClusterId = "hitl-temporal",
        ClusterName = "active",
        HistoryShardCount = 1,
        InitialFailoverVersion = 1,
        FailoverVersionIncrement = 10,
    };

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<GetSystemInfoRequest, GetSystemInfoResponse>("GetSystemInfo", (_, _) => ValueTask.FromResult(SystemInfo)),
        RpcTable.Workflow<GetClusterInfoRequest, GetClusterInfoResponse>("GetClusterInfo", (_, _) => ValueTask.FromResult(ClusterInfo)),
        new Rpc<HealthCheckRequest, HealthCheckResponse>(GrpcMethods.Find(GrpcMethods.Health, "Check"), CheckHealth),
    ];

    private static ValueTask<HealthCheckResponse> CheckHealth(HealthCheckRequest request, RpcCall call)
    {
        var known = request.Service.Length == 0 || request.Service == GrpcMethods.WorkflowService || request.Service == GrpcMethods.OperatorService;
        if (!known) throw new RpcStatusException(GrpcStatusCode.NotFound, $"unknown service {request.Service}");
        var serving = call.Engine.Fenced.Task.IsCompleted
            ? HealthCheckResponse.Types.ServingStatus.NotServing : HealthCheckResponse.Types.ServingStatus.Serving;
        return ValueTask.FromResult(new HealthCheckResponse { Status = serving });
    }
}
