using System.Text.Json;
using Hitl.Escalations.Stages;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.People;

/// <summary>Slack's directory: <c>users.info</c>, of which only <c>deleted</c> counts. Presence and do-not-disturb are too weak to conclude anything from.</summary>
public sealed class SlackDirectory(SlackWebApi slack) : IPeopleDirectory
{
    /// <inheritdoc/>
    public async Task<DirectoryAnswer> FindAsync(string surfaceUser, CancellationToken cancel)
    {
        var reply = await slack.UserAsync(surfaceUser, cancel);
        if (reply.IsOk) return reply.Body?["user"]?["deleted"]?.GetValueKind() == JsonValueKind.True ? DirectoryAnswer.Gone : DirectoryAnswer.Present;
        return reply.Code is "user_not_found" or "users_not_found" ? DirectoryAnswer.Gone : DirectoryAnswer.Undetermined;
    }
}
