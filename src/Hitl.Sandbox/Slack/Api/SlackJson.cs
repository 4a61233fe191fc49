using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>How Slack writes its objects.</summary>
internal static class SlackJson
{
    /// <param name="allMetadata">False leaves only the event_type, as without include_all_metadata.</param>
    public static JsonObject Message(SlackMessage message, SlackOptions app, bool allMetadata)
    {
        var json = new JsonObject { ["type"] = "message", ["user"] = message.User, ["ts"] = message.Ts, ["text"] = message.Text, ["team"] = app.TeamId };
        if (message.BotId is not null) (json["bot_id"], json["app_id"]) = (message.BotId, message.AppId);
        if (message.Blocks is not null) json["blocks"] = WireJson.Copy(message.Blocks);
        if (message.ThreadTs is not null) json["thread_ts"] = message.ThreadTs;
        if (message.EditedTs is not null) json["edited"] = new JsonObject { ["user"] = message.EditedBy, ["ts"] = message.EditedTs };
        if (message.Metadata is not null)
        {
            json["metadata"] = allMetadata
                ? WireJson.Copy(message.Metadata)
                : new JsonObject { ["event_type"] = message.Metadata.Text("event_type") };
        }

        return json;
    }

    public static JsonObject View(SlackView view, SlackOptions app)
    {
        var json = new JsonObject
        {
            ["id"] = view.Id,
            ["team_id"] = app.TeamId,
            ["app_id"] = app.AppId,
            ["app_installed_team_id"] = app.TeamId,
            ["bot_id"] = app.BotId,
            ["title"] = null,
            ["close"] = null,
            ["submit"] = null,
            ["private_metadata"] = "",
            ["callback_id"] = "",
            ["external_id"] = "",
            ["clear_on_close"] = false,
            ["notify_on_close"] = false,
        };
        foreach (var (name, value) in view.Definition) json[name] = value?.DeepClone();
        json["state"] = new JsonObject { ["values"] = WireJson.Copy(view.Values) };
        json["hash"] = view.Hash;
        json["root_view_id"] = view.RootViewId;
        json["previous_view_id"] = view.PreviousViewId;
        return json;
    }

    public static JsonObject User(SlackUser user) => new()
    {
        ["id"] = user.Id,
        ["team_id"] = user.TeamId,
        ["name"] = user.Name,
        ["deleted"] = user.Deleted,
        ["real_name"] = user.RealName,
        ["tz"] = user.Tz,
        ["tz_offset"] = 0,
        ["profile"] = new JsonObject
        {
            ["title"] = user.Title ?? "",
            ["real_name"] = user.RealName,
            ["display_name"] = user.Name,
            ["status_text"] = user.StatusText ?? "",
            ["status_emoji"] = user.StatusEmoji ?? "",
            ["status_expiration"] = user.StatusExpiration,
            ["email"] = user.Email,
            ["team"] = user.TeamId,
        },
        ["is_admin"] = user.IsAdmin,
        ["is_owner"] = false,
        ["is_restricted"] = user.IsRestricted,
        ["is_ultra_restricted"] = false,
        ["is_bot"] = user.IsBot,
        ["is_app_user"] = false,
        ["is_email_confirmed"] = user.Email is not null,
    };

    public static JsonObject Channel(SlackChannel channel, SlackOptions app)
    {
        var json = new JsonObject
        {
            ["id"] = channel.Id,
            ["is_channel"] = !channel.IsIm,
            ["is_im"] = channel.IsIm,
            ["is_private"] = channel.IsPrivate || channel.IsIm,
            ["is_archived"] = channel.IsArchived,
            ["is_member"] = channel.Has(app.BotUserId),
            ["context_team_id"] = app.TeamId,
        };
        if (channel.IsIm) json["user"] = channel.User;
        else json["name"] = channel.Name;
        return json;
    }
}
