using System.Collections.Frozen;

namespace Temporal.DevServer.Rpc;

/// <summary>Everything this server serves, by path. What is not here is answered UNIMPLEMENTED, by name.</summary>
internal sealed class RpcTable
{
    private readonly FrozenDictionary<string, IRpc> _byPath;

    internal RpcTable(bool timeSkipping)
    {
        List<IRpc> served =
        [
            .. SystemRpcs.All, .. NamespaceRpcs.All, .. WorkflowTaskRpcs.All, .. ActivityTaskRpcs.All, .. ActivityControlRpcs.All, .. ResetRpcs.All, .. StartRpcs.All, .. WorkflowRpcs.All,
            .. HistoryRpcs.All, .. QueryRpcs.All, .. ScheduleRpcs.All, .. ScheduleListRpcs.All, .. UpdateRpcs.All, .. MultiOperationRpcs.All, .. VisibilityRpcs.All, .. WorkerRpcs.All, .. WorkerStatusRpcs.All, .. OperatorRpcs.All,
        ];
        if (timeSkipping) served.AddRange(TimeSkippingRpcs.All);
        _byPath = served.ToFrozenDictionary(rpc => rpc.Method.Path);
    }

    internal IRpc? Find(string path) => _byPath.GetValueOrDefault(path);

    internal IEnumerable<string> Served => _byPath.Keys;

    internal static IRpc Workflow<TRequest, TResponse>(string name, Func<TRequest, RpcCall, ValueTask<TResponse>> handle)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> =>
        new Rpc<TRequest, TResponse>(GrpcMethods.Find(GrpcMethods.WorkflowService, name), handle);
}
