using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>What changes about a person: by themselves, or by whoever administers the workspace.</summary>
internal sealed class Profiles(Workspace workspace, MessageBook messages, EventDelivery events)
{
    /// <summary>Keeps the change; the app hears of an account or a status that changed, as it would from Slack, and of presence never.</summary>
    public SlackUser Put(SlackUser user)
    {
        var before = workspace.User(user.Id);
        var after = workspace.Put(user);
        // Nobody waits for an event: whoever changes their status sees it changed whether the app answers or not.
        if (before is not null && Told(before) != Told(after)) _ = events.SendAsync(Changed(after), after.Id);
        return after;
    }

    private JsonObject Changed(SlackUser user) => new() { ["type"] = "user_change", ["user"] = SlackJson.User(user), ["event_ts"] = messages.NextTs() };

    private static (bool, string, string, long) Told(SlackUser user) => (user.Deleted, user.StatusText ?? "", user.StatusEmoji ?? "", user.StatusExpiration);
}
