using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporalio.Api.Namespace.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Namespaces: register, describe, list.</summary>
internal static class NamespaceRpcs
{
    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<RegisterNamespaceRequest, RegisterNamespaceResponse>("RegisterNamespace", Register),
        RpcTable.Workflow<DescribeNamespaceRequest, DescribeNamespaceResponse>("DescribeNamespace", Describe),
        RpcTable.Workflow<UpdateNamespaceRequest, UpdateNamespaceResponse>("UpdateNamespace", Update),
        RpcTable.Workflow<ListNamespacesRequest, ListNamespacesResponse>("ListNamespaces", List),
    ];

    private static async ValueTask<RegisterNamespaceResponse> Register(RegisterNamespaceRequest request, RpcCall call)
    {
        if (Limits.CheckId("Namespace", request.Namespace) is { } why) throw Failures.InvalidArgument(why);
        var retention = Ticks.From(request.WorkflowExecutionRetentionPeriod);
        return await call.Server.Namespaces.AddAsync(request.Namespace, request.Description, request.OwnerEmail, retention, call.Cancel)
            ? new() : throw Failures.NamespaceExists();
    }

    private static ValueTask<DescribeNamespaceResponse> Describe(DescribeNamespaceRequest request, RpcCall call)
    {
        var entry = request.Namespace.Length > 0
            ? call.Namespace(request.Namespace)
            : call.Server.Namespaces.All.FirstOrDefault(e => e.Record.Id == request.Id) ?? throw Failures.NamespaceNotFound(request.Id);
        return ValueTask.FromResult(ToResponse(entry));
    }

    private static async ValueTask<UpdateNamespaceResponse> Update(UpdateNamespaceRequest request, RpcCall call)
    {
        var entry = call.Namespace(request.Namespace);
        var retention = Ticks.From(request.Config?.WorkflowExecutionRetentionTtl);
        if (retention < 0) throw Failures.InvalidArgument("A retention period cannot be negative.");
        await call.Server.Namespaces.ReplaceAsync(entry, entry.Record with
        {
            Description = request.UpdateInfo is { Description.Length: > 0 } info ? info.Description : entry.Record.Description,
            OwnerEmail = request.UpdateInfo is { OwnerEmail.Length: > 0 } owner ? owner.OwnerEmail : entry.Record.OwnerEmail,
            RetentionTicks = retention > 0 ? retention : entry.Record.RetentionTicks,
        }, call.Cancel);
        var changed = ToResponse(entry);
        return new() { NamespaceInfo = changed.NamespaceInfo, Config = changed.Config, ReplicationConfig = changed.ReplicationConfig };
    }

    private static ValueTask<ListNamespacesResponse> List(ListNamespacesRequest request, RpcCall call) =>
        ValueTask.FromResult(new ListNamespacesResponse { Namespaces = { call.Server.Namespaces.All.Select(ToResponse) } });

    private static DescribeNamespaceResponse ToResponse(NamespaceEntry entry) => new()
    {
        NamespaceInfo = new()
        {
            Name = entry.Name,
            Id = entry.Record.Id,
            Description = entry.Record.Description,
            OwnerEmail = entry.Record.OwnerEmail,
            State = NamespaceState.Registered,
            // Only what is served is claimed: workers rely on these flags.
            Capabilities = new()
            {
                EagerWorkflowStart = true, SyncUpdate = true, AsyncUpdate = true, WorkerHeartbeats = true, PollerAutoscaling = true, WorkerPollCompleteOnShutdown = true,
            },
            Limits = new() { BlobSizeLimitError = Limits.Payload, MemoSizeLimitError = Limits.Payload },
        },
        Config = new NamespaceConfig { WorkflowExecutionRetentionTtl = Ticks.ToDuration(entry.Record.RetentionTicks) },
        ReplicationConfig = new() { ActiveClusterName = "active", Clusters = { new Temporalio.Api.Replication.V1.ClusterReplicationConfig { ClusterName = "active" } } },
    };
}
