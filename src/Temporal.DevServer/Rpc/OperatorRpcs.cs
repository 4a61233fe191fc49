using Temporal.DevServer.Hosting;
using Temporal.DevServer.Visibility;
using Temporalio.Api.OperatorService.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Search attributes of a namespace, and its end.</summary>
internal static class OperatorRpcs
{
    internal static IRpc[] All { get; } =
    [
        Operator<AddSearchAttributesRequest, AddSearchAttributesResponse>("AddSearchAttributes", Add),
        Operator<RemoveSearchAttributesRequest, RemoveSearchAttributesResponse>("RemoveSearchAttributes", Remove),
        Operator<ListSearchAttributesRequest, ListSearchAttributesResponse>("ListSearchAttributes", List),
        Operator<DeleteNamespaceRequest, DeleteNamespaceResponse>("DeleteNamespace", NamespaceDeletion.DeleteAsync),
        RpcTable.Workflow<GetSearchAttributesRequest, GetSearchAttributesResponse>("GetSearchAttributes", Get),
    ];

    internal static IReadOnlyDictionary<string, IndexedValueType> With(
        IReadOnlyDictionary<string, IndexedValueType> known, IEnumerable<KeyValuePair<string, IndexedValueType>> added)
    {
        var all = new Dictionary<string, IndexedValueType>(known);
        foreach (var (name, type) in added) all[name] = type;
        return all;
    }

    private static IRpc Operator<TRequest, TResponse>(string name, Func<TRequest, RpcCall, ValueTask<TResponse>> handle)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> =>
        new Rpc<TRequest, TResponse>(GrpcMethods.Find(GrpcMethods.OperatorService, name), handle);

    private static async ValueTask<AddSearchAttributesResponse> Add(AddSearchAttributesRequest request, RpcCall call)
    {
        var entry = call.Namespace(request.Namespace.Length > 0 ? request.Namespace : "default");
        foreach (var (name, type) in request.SearchAttributes)
        {
            if (Limits.CheckId("Search attribute", name) is { } why) throw Failures.InvalidArgument(why);
            if (type is IndexedValueType.Unspecified || !System.Enum.IsDefined(type)) throw Failures.InvalidArgument($"Unable to read search attribute type: {type}");
            if (SystemAttributes.Names.Contains(name)) throw Failures.InvalidArgument($"Search attribute {name} is reserved by system.");
            if (entry.Record.SearchAttributes.TryGetValue(name, out var has) && has != type)
            {
                throw new RpcStatusException(GrpcStatusCode.AlreadyExists, $"Search attribute {name} already exists with another type.");
            }
        }
        var changed = entry.Record with { SearchAttributes = With(entry.Record.SearchAttributes, request.SearchAttributes) };
        await call.Server.Namespaces.ReplaceAsync(entry, changed, call.Cancel);
        return new();
    }

    private static async ValueTask<RemoveSearchAttributesResponse> Remove(RemoveSearchAttributesRequest request, RpcCall call)
    {
        var entry = call.Namespace(request.Namespace.Length > 0 ? request.Namespace : "default");
        var left = new Dictionary<string, IndexedValueType>(entry.Record.SearchAttributes);
        foreach (var name in request.SearchAttributes)
        {
            if (!left.Remove(name)) throw Failures.NotFound($"Search attribute {name} doesn't exist.");
        }
        await call.Server.Namespaces.ReplaceAsync(entry, entry.Record with { SearchAttributes = left }, call.Cancel);
        return new();
    }

    private static ValueTask<ListSearchAttributesResponse> List(ListSearchAttributesRequest request, RpcCall call)
    {
        var entry = call.Namespace(request.Namespace.Length > 0 ? request.Namespace : "default");
        var response = new ListSearchAttributesResponse();
        foreach (var (name, type) in entry.Record.SearchAttributes) response.CustomAttributes[name] = type;
        foreach (var (name, type) in SystemTypes()) response.SystemAttributes[name] = type;
        return ValueTask.FromResult(response);
    }

    private static ValueTask<GetSearchAttributesResponse> Get(GetSearchAttributesRequest request, RpcCall call)
    {
        var response = new GetSearchAttributesResponse();
        foreach (var (name, type) in SystemTypes()) response.Keys[name] = type;
        foreach (var (name, type) in call.Server.Namespaces.All.SelectMany(e => e.Record.SearchAttributes)) response.Keys[name] = type;
        return ValueTask.FromResult(response);
    }

    private static IEnumerable<KeyValuePair<string, IndexedValueType>> SystemTypes() => SystemAttributes.Names.Select(name => KeyValuePair.Create(name,
        SystemAttributes.Times.Contains(name) ? IndexedValueType.Datetime
        : SystemAttributes.Numbers.Contains(name) ? IndexedValueType.Int : IndexedValueType.Keyword));
}
