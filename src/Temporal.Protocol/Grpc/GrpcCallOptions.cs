namespace Temporal.Protocol.Grpc;

/// <summary>What one call adds to its channel's defaults.</summary>
internal sealed record GrpcCallOptions
{
    internal static GrpcCallOptions None { get; } = new();

    /// <summary>Time until the call is given up, on both sides. Null waits for ever.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>Extra ASCII headers; names in lower case. A name given here replaces the channel's.</summary>
    internal IReadOnlyCollection<KeyValuePair<string, string>> Metadata { get; init; } = [];
}
