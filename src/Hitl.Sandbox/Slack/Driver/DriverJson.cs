using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.People;

namespace Hitl.Sandbox.Slack.Driver;

/// <summary>How the driver API shows messages, views and outcomes.</summary>
internal sealed class DriverJson(Workspace workspace)
{
    public JsonObject Message(SlackMessage message)
    {
        var json = (JsonObject)WireJson.ToNode(message);
        json["edited"] = message.EditedTs is not null;
        json["mentions"] = new JsonArray([.. Mentions.In(message).Select(mention => (JsonNode)mention)]);
        json["actions"] = Actions(message.Blocks);
        return json;
    }

    public JsonObject View(SlackView view)
    {
        var json = SlackJson.View(view, workspace.App);
        json["user"] = view.User;
        json["errors"] = WireJson.Copy(view.Errors);
        json["actions"] = Actions(view.Definition["blocks"] as JsonArray);
        return json;
    }

    public JsonObject Outcome(PersonOutcome outcome, IEnumerable<SlackView> opened, IEnumerable<SlackMessage> changed)
    {
        var first = outcome.Attempts.Count > 0 ? outcome.Attempts[0] : null;
        return new()
        {
            ["delivered"] = outcome.Delivered,
            ["refusal"] = outcome.Refusal,
            ["status"] = first?.Status,
            ["body"] = first?.Json is { } json ? json.DeepClone() : first?.Body,
            ["error"] = first?.Error,
            ["shown"] = outcome.Shown,
            ["errors"] = WireJson.Copy(outcome.Errors),
            ["attempts"] = WireJson.ToNode(outcome.Attempts.Select(attempt => new { attempt.Transport, attempt.Status, attempt.Body, attempt.Error, attempt.ElapsedMs })),
            ["views"] = new JsonArray([.. opened.Select(View)]),
            ["ephemerals"] = new JsonArray([.. changed.Where(message => message.EphemeralTo is not null).Select(Message)]),
            ["messages"] = new JsonArray([.. changed.Where(message => message.EphemeralTo is null).Select(Message)]),
        };
    }

    private static JsonArray Actions(JsonArray? blocks) => new([.. Controls.All(blocks).Select(found => new JsonObject
    {
        ["action_id"] = found.Element.Text("action_id"),
        ["block_id"] = found.Block.Text("block_id"),
        ["type"] = found.Element.Text("type"),
        ["text"] = found.Element["text"].Text("text") ?? found.Block["label"].Text("text"),
        ["value"] = found.Element.Text("value"),
        ["style"] = found.Element.Text("style"),
        ["url"] = found.Element.Text("url"),
    })]);
}
