using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>The gRPC headers of a connection's calls.</summary>
internal sealed record RpcHeaders(IReadOnlyCollection<KeyValuePair<string, string>> Metadata, string? ApiKey)
{
    /// <summary>How servers know this SDK.</summary>
    internal const string ClientName = "temporal-dotnet-managed";

    internal static readonly string Version = typeof(RpcHeaders).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Headers whose values are bytes.</summary>
    internal IReadOnlyCollection<KeyValuePair<string, byte[]>> Binary { get; init; } = [];

    /// <exception cref="ArgumentException">A name does not end in <c>-bin</c>.</exception>
    internal static IReadOnlyCollection<KeyValuePair<string, byte[]>> Checked(IEnumerable<KeyValuePair<string, byte[]>> binary)
    {
        var headers = binary.ToList();
        var wrong = headers.Find(header => !header.Key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase)).Key;
        return wrong is null ? headers : throw new ArgumentException($"The name of a binary header ends in -bin, not {wrong}");
    }

    /// <summary>Headers of one call. What the caller gives wins over the connection's, both over our own.</summary>
    internal Dictionary<string, string> For(
        IMessage request, IEnumerable<KeyValuePair<string, string>>? ofCall, IEnumerable<KeyValuePair<string, byte[]>>? binaryOfCall = null)
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
        foreach (var (field, value) in Binary.Concat(Checked(binaryOfCall ?? []))) headers[field.ToLowerInvariant()] = Convert.ToBase64String(value);
        return headers;
    }
}
