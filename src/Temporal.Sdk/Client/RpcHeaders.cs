using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>The gRPC headers of a connection's calls.</summary>
internal sealed record RpcHeaders(IReadOnlyCollection<KeyValuePair<string, string>> Metadata, string? ApiKey)
{
    /// <summary>How servers know this SDK.</summary>
    internal const string ClientName = "temporal-dotnet-managed";

    internal static readonly string Version = typeof(RpcHeaders).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Headers of one call. What the caller gives wins over the connection's, both over our own.</summary>
    internal Dictionary<string, string> For(IMessage request, IEnumerable<KeyValuePair<string, string>>? ofCall)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["client-name"] = ClientName,
            ["client-version"] = Version,
        };
        if (request.Descriptor.FindFieldByName("namespace")?.Accessor.GetValue(request) is string { Length: > 0 } name)
        {
            headers["temporal-namespace"] = name;
        }
        if (ApiKey is { } key) headers["authorization"] = "Bearer " + key;
        foreach (var (field, value) in Metadata) headers[field.ToLowerInvariant()] = value;
        foreach (var (field, value) in ofCall ?? []) headers[field.ToLowerInvariant()] = value;
        return headers;
    }
}
