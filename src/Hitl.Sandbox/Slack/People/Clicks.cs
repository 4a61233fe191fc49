using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>People using controls in messages and views.</summary>
internal sealed class Clicks(
    Workspace workspace, MessageBook messages, ViewBook views, Controls controls, InteractionPayloads payloads, AppDelivery delivery, Notices notices)
{
    public async Task<PersonOutcome> ClickAsync(string userId, Click click)
    {
        if (workspace.User(userId) is not { } user) return PersonOutcome.Refused("no_such_user");
        var payload = click.ViewId is null ? FromMessage(user, click) : FromView(user, click);
        if (payload is null) return PersonOutcome.Refused("no_such_control");

        MergePatch.Apply(payload, click.Patch);
        var attempts = await delivery.SendAsync(Outgoing.Interaction(payload, userId, workspace.App));
        var outcome = PersonOutcome.Of(attempts, "This didn't work: the app did not answer. Try again.");
        notices.Show(userId, outcome.Shown);
        return outcome;
    }

    private JsonObject? FromMessage(SlackUser user, Click click)
    {
        if (controls.InMessages(user.Id, click) is not var (message, block, element)) return null;
        var channel = workspace.Channel(message.Channel)!;
        return payloads.MessageAction(user, channel, message, Action(block, element, click), State(message.Blocks, block, element, click));
    }

    private JsonObject? FromView(SlackUser user, Click click)
    {
        if (controls.InView(user.Id, click) is not var (view, block, element)) return null;
        // What was typed so far travels with the click.
        if (click.Values is not null) view = views.SetValues(view, ViewState.Fill(view, click.Values).State, view.Errors);
        return payloads.ViewAction(user, view, Action(block, element, click));
    }

    private JsonObject Action(JsonObject block, JsonObject element, Click click)
    {
        var action = ElementState.Of(element, element.Text("type") == "button" ? null : click.Choice);
        action["action_id"] = element.Text("action_id");
        action["block_id"] = block.Text("block_id");
        foreach (var name in new[] { "text", "style", "placeholder", "confirm" })
        {
            if (element[name] is { } value) action[name] = value.DeepClone();
        }

        if (action["value"] is null) action.Remove("value");
        if (click.ForgedValue is not null) action["value"] = click.ForgedValue;
        action["action_ts"] = messages.NextTs().ToString(CultureInfo.InvariantCulture);
        return action;
    }

    /// <summary>What every control that keeps a choice holds; buttons and overflow menus hold none.</summary>
    private static JsonObject State(JsonArray? blocks, JsonObject usedBlock, JsonObject used, Click click)
    {
        var values = new JsonObject();
        foreach (var (block, element) in Controls.All(blocks).Where(found => found.Element.Text("type") is not ("button" or "overflow")))
        {
            var (blockId, actionId) = (block.Text("block_id")!, element.Text("action_id")!);
            var isUsed = blockId == usedBlock.Text("block_id") && actionId == used.Text("action_id");
            var held = values[blockId] as JsonObject ?? [];
            held[actionId] = ElementState.Of(element, isUsed ? click.Choice : click.Values?[blockId]?[actionId]);
            values[blockId] ??= held;
        }

        return values;
    }
}
