using System.Text.Json.Nodes;
using Hitl.Sandbox.Hosting;
using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>Writes the payloads Slack sends about what people do.</summary>
internal sealed class InteractionPayloads(
    Workspace workspace, TriggerBook triggers, ResponseUrlBook responseUrls, SandboxAddress address)
{
    public JsonObject MessageAction(SlackUser user, SlackChannel channel, SlackMessage message, JsonObject action, JsonObject values)
    {
        var payload = Common("block_actions", user, channel.Id);
        payload["container"] = new JsonObject
        {
            ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = channel.Id, ["is_ephemeral"] = message.EphemeralTo is not null,
        };
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.Name };
        payload["message"] = SlackJson.Message(message, workspace.App, allMetadata: true);
        payload["state"] = new JsonObject { ["values"] = values };
        payload["response_url"] = ResponseUrl(user, channel, message.Ts);
        payload["actions"] = new JsonArray(action);
        return payload;
    }

    public JsonObject ViewAction(SlackUser user, SlackView view, JsonObject action)
    {
        var payload = Common("block_actions", user, null);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["view"] = SlackJson.View(view, workspace.App);
        payload["actions"] = new JsonArray(action);
        return payload;
    }

    public JsonObject ViewSubmission(SlackUser user, SlackView view)
    {
        var payload = Common("view_submission", user, null);
        payload["view"] = SlackJson.View(view, workspace.App);
        payload["response_urls"] = new JsonArray();
        return payload;
    }

    /// <param name="cleared">The whole stack was closed with the x, not one view with its close button.</param>
    public JsonObject ViewClosed(SlackUser user, SlackView view, bool cleared)
    {
        var payload = Common("view_closed", user, null);
        payload.Remove("trigger_id");
        payload["view"] = SlackJson.View(view, workspace.App);
        payload["is_cleared"] = cleared;
        return payload;
    }

    public JsonObject Command(SlackUser user, SlackChannel channel, string command, string text) => new()
    {
        ["token"] = "deprecated",
        ["team_id"] = user.TeamId,
        ["team_domain"] = workspace.App.TeamDomain,
        ["channel_id"] = channel.Id,
        ["channel_name"] = channel.Name,
        ["user_id"] = user.Id,
        ["user_name"] = user.Name,
        ["command"] = command,
        ["text"] = text,
        ["api_app_id"] = workspace.App.AppId,
        ["is_enterprise_install"] = "false",
        ["response_url"] = ResponseUrl(user, channel, null),
        ["trigger_id"] = triggers.Issue(user.Id, channel.Id),
    };

    private JsonObject Common(string type, SlackUser user, string? channel) => new()
    {
        ["type"] = type,
        ["user"] = new JsonObject { ["id"] = user.Id, ["username"] = user.Name, ["name"] = user.Name, ["team_id"] = user.TeamId },
        ["api_app_id"] = workspace.App.AppId,
        ["token"] = "deprecated",
        ["trigger_id"] = triggers.Issue(user.Id, channel),
        ["team"] = new JsonObject { ["id"] = workspace.App.TeamId, ["domain"] = workspace.App.TeamDomain },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
    };

    private string ResponseUrl(SlackUser user, SlackChannel channel, string? messageTs) =>
        $"{address.Base}/actions/{workspace.App.TeamId}/{responseUrls.Issue(user.Id, channel.Id, messageTs).Id}";
}
