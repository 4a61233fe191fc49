using System.Text.Json.Nodes;

namespace Hitl.Slack.WebApi;

/// <summary>One answer of the Web API.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Error">Slack's code, or ours for what the network did; null when done.</param>
/// <param name="Body">The answer, when there was a readable one.</param>
/// <param name="RetryAfter">How long to wait before another try, when later.</param>
public sealed record SlackReply(SlackReplyKind Kind, string? Error, JsonObject? Body, TimeSpan? RetryAfter)
{
    /// <summary>Whether Slack did it.</summary>
    public bool IsOk => Kind == SlackReplyKind.Ok;

    /// <summary>Slack's code without what it says about blocks; null when done.</summary>
    internal string? Code => Error?.Split(':')[0];

    /// <summary>Scopes of the token, as Slack states them beside an answer; empty when it does not.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>A text member of the answer; null when absent.</summary>
    /// <param name="name">The member.</param>
    public string? Member(string name) => Text(name);

    /// <summary>A text member of the answer; null when absent.</summary>
    internal string? Text(string member) => Body?[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
