using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace Temporal.Protocol.Grpc;

/// <summary>Every unary method of the services we speak, by path and by request type; read from the descriptors.</summary>
internal static class GrpcMethods
{
    internal const string WorkflowService = "temporal.api.workflowservice.v1.WorkflowService";
    internal const string OperatorService = "temporal.api.operatorservice.v1.OperatorService";
    internal const string TestService = "temporal.api.testservice.v1.TestService";
    internal const string Health = "grpc.health.v1.Health";

    private static readonly FileDescriptor[] Files =
    [
        Temporalio.Api.WorkflowService.V1.MessageReflection.Descriptor,
        Temporalio.Api.OperatorService.V1.MessageReflection.Descriptor,
        Temporalio.Api.TestService.V1.MessageReflection.Descriptor,
        global::Grpc.Health.V1.HealthReflection.Descriptor,
    ];

    internal static FrozenDictionary<string, GrpcMethod> ByPath { get; } = Files
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .Where(method => !method.IsClientStreaming && !method.IsServerStreaming)
        .Select(method => new GrpcMethod(method))
        .ToFrozenDictionary(method => method.Path);

    private static readonly FrozenDictionary<string, GrpcMethod[]> ByRequest = ByPath.Values
        .GroupBy(method => method.Request.FullName)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The method of that service and name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    internal static GrpcMethod Find(string service, string name) => ByPath[$"/{service}/{name}"];

    /// <summary>The one method taking this request type.</summary>
    /// <exception cref="KeyNotFoundException">No method takes it, or several do.</exception>
    internal static GrpcMethod Taking(MessageDescriptor request) =>
        ByRequest.TryGetValue(request.FullName, out var methods) && methods.Length == 1
            ? methods[0]
            : throw new KeyNotFoundException($"Not exactly one method takes {request.FullName}.");
}
