using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Stages;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.People;

/// <summary>Presence and do-not-disturb as Slack tells them of others. What cannot be found out says nothing.</summary>
public sealed class SlackPresence(SlackWebApi slack, TimeProvider time) : IPresence
{
    /// <inheritdoc/>
    public async Task<string?> IdleAsync(string surfaceUser, CancellationToken cancel)
    {
        var presence = await slack.PresenceAsync(surfaceUser, cancel);
        if (presence.IsOk && presence.Body?["presence"]?.ToString() == "away") return "is away in Slack";
        var quiet = await slack.DoNotDisturbAsync(surfaceUser, cancel);
        if (quiet.IsOk && IsQuiet(quiet.Body)) return "has do-not-disturb on in Slack";
        return presence.IsOk ? "" : null;
    }

    // Of others Slack tells when the next quiet time begins and ends, not whether it is quiet now.
    private bool IsQuiet(JsonNode? body) =>
        body?["dnd_enabled"]?.GetValueKind() == JsonValueKind.True && Seconds(body["next_dnd_start_ts"]) is { } from && Seconds(body["next_dnd_end_ts"]) is { } until
        && from <= time.GetUtcNow().ToUnixTimeSeconds() && time.GetUtcNow().ToUnixTimeSeconds() < until;

    private static long? Seconds(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var seconds) ? seconds : null;
}
