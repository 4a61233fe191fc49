using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Stages;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace Hitl.Slack.People;

/// <summary>Slack's directory: <c>users.info</c>, of which <c>deleted</c> and the person's own status count. Presence and do-not-disturb are too weak to conclude anything from.</summary>
public sealed class SlackDirectory(SlackWebApi slack, IOptions<SlackOptions> options, TimeProvider time) : IPeopleDirectory
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <inheritdoc/>
    public async Task<DirectoryFinding> FindAsync(string surfaceUser, CancellationToken cancel)
    {
        var reply = await slack.UserAsync(surfaceUser, cancel);
        if (reply.IsOk) return Read(reply.Body?["user"]);
        return new(reply.Code is "user_not_found" or "users_not_found" ? DirectoryAnswer.Gone : DirectoryAnswer.Undetermined);
    }

    // The words of a status may say anything; the emoji is what people choose when they choose "Vacationing".
    private DirectoryFinding Read(JsonNode? user)
    {
        if (user?["deleted"]?.GetValueKind() == JsonValueKind.True) return new(DirectoryAnswer.Gone);
        var profile = user?["profile"];
        var emoji = profile?["status_emoji"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        if (emoji.Length == 0 || !options.Value.AwayStatuses.Split(' ').Contains(emoji, StringComparer.Ordinal)) return new(DirectoryAnswer.Present);
        var now = time.GetUtcNow();
        var seconds = profile?["status_expiration"] is JsonValue number && number.TryGetValue<long>(out var end) ? end : 0;
        if (seconds <= 0 || seconds > (now + Longest).ToUnixTimeSeconds()) return new(DirectoryAnswer.Present, IsAway: true);
        var until = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return until > now ? new(DirectoryAnswer.Present, IsAway: true, until) : new(DirectoryAnswer.Present);
    }
}
