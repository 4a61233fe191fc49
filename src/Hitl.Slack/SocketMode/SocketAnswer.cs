using System.Text.Json.Nodes;

namespace Hitl.Slack.SocketMode;

/// <summary>An acknowledgement.</summary>
/// <param name="Payload">The answer to a submission or a command; null for none.</param>
public sealed record SocketAnswer(JsonObject? Payload)
{
    /// <summary>Done, with nothing to say.</summary>
    public static SocketAnswer Empty { get; } = new((JsonObject?)null);
}
