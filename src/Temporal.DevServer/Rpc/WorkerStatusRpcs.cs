using Temporal.DevServer.Hosting;
using Temporalio.Api.Worker.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Which workers there are, by what they say in their heartbeats.</summary>
internal static class WorkerStatusRpcs
{
    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<RecordWorkerHeartbeatRequest, RecordWorkerHeartbeatResponse>("RecordWorkerHeartbeat", Record),
        RpcTable.Workflow<ListWorkersRequest, ListWorkersResponse>("ListWorkers", List),
        RpcTable.Workflow<CountWorkersRequest, CountWorkersResponse>("CountWorkers", Count),
        RpcTable.Workflow<DescribeWorkerRequest, DescribeWorkerResponse>("DescribeWorker", Describe),
    ];

    private static ValueTask<RecordWorkerHeartbeatResponse> Record(RecordWorkerHeartbeatRequest request, RpcCall call)
    {
        var ns = call.Namespace(request.Namespace);
        foreach (var heartbeat in request.WorkerHeartbeat) call.Server.Workers.Record(ns.Name, heartbeat);
        return ValueTask.FromResult(new RecordWorkerHeartbeatResponse());
    }

    private static ValueTask<ListWorkersResponse> List(ListWorkersRequest request, RpcCall call)
    {
        RefuseQuery(request.Query);
        var found = call.Server.Workers.List(call.Namespace(request.Namespace).Name);
        return ValueTask.FromResult(new ListWorkersResponse
        {
            WorkersInfo = { found.Select(w => new WorkerInfo { WorkerHeartbeat = w }) },
            Workers = { found.Select(Entry) },
        });
    }

    private static ValueTask<CountWorkersResponse> Count(CountWorkersRequest request, RpcCall call)
    {
        RefuseQuery(request.Query);
        return ValueTask.FromResult(new CountWorkersResponse { Count = call.Server.Workers.List(call.Namespace(request.Namespace).Name).Count });
    }

    private static ValueTask<DescribeWorkerResponse> Describe(DescribeWorkerRequest request, RpcCall call)
    {
        var found = call.Server.Workers.Find(call.Namespace(request.Namespace).Name, request.WorkerInstanceKey)
            ?? throw Failures.NotFound($"Worker {request.WorkerInstanceKey} not found.");
        return ValueTask.FromResult(new DescribeWorkerResponse { WorkerInfo = new() { WorkerHeartbeat = found } });
    }

    private static void RefuseQuery(string query)
    {
        if (query.Length > 0) throw Failures.InvalidArgument("Filters on workers are not served.");
    }

    private static WorkerListInfo Entry(WorkerHeartbeat worker) => new()
    {
        WorkerInstanceKey = worker.WorkerInstanceKey,
        WorkerIdentity = worker.WorkerIdentity,
        TaskQueue = worker.TaskQueue,
        DeploymentVersion = worker.DeploymentVersion,
        SdkName = worker.SdkName,
        SdkVersion = worker.SdkVersion,
        Status = worker.Status,
        StartTime = worker.StartTime,
        HostName = worker.HostInfo?.HostName ?? "",
        ProcessId = worker.HostInfo?.ProcessId ?? "",
    };
}
