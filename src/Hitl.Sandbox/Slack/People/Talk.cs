using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>People writing messages and slash commands, and opening the App Home.</summary>
internal sealed class Talk(
    Workspace workspace, MessageBook messages, ViewBook views, InteractionPayloads payloads, AppDelivery delivery, EventDelivery events, Notices notices)
{
    /// <param name="channelId">Where it is typed; the direct message with the app when absent.</param>
    public async Task<PersonOutcome> CommandAsync(string userId, string? channelId, string command, string text, JsonObject? patch = null)
    {
        if (workspace.User(userId) is not { } user) return PersonOutcome.Refused("no_such_user");
        var channel = workspace.Channel(channelId) ?? workspace.OpenDirect(user);
        if (!channel.Has(userId)) return PersonOutcome.Refused("not_in_channel");
        var fields = payloads.Command(user, channel, command, text);
        MergePatch.Apply(fields, patch);
        var attempts = await delivery.SendAsync(Outgoing.Command(fields, userId, workspace.App));
        var outcome = PersonOutcome.Of(attempts, $"{command} failed because the app did not respond.");
        if (outcome.Delivered) ShowAnswer(user, channel, attempts[0]);
        notices.Show(userId, outcome.Shown);
        return outcome;
    }

    /// <summary>Posts what a person wrote, and tells the app when it is in the conversation.</summary>
    public async Task<PersonOutcome> SayAsync(string userId, string? channelId, string text, string? threadTs)
    {
        if (workspace.User(userId) is not { } user) return PersonOutcome.Refused("no_such_user");
        var channel = workspace.Channel(channelId) ?? workspace.OpenDirect(user);
        if (!channel.Has(userId)) return PersonOutcome.Refused("not_in_channel");
        var message = messages.Post(new() { Channel = channel.Id, User = userId, Text = text, ThreadTs = threadTs });
        if (!channel.Has(workspace.App.BotUserId)) return new(null, [], null);
        var @event = new JsonObject
        {
            ["type"] = "message",
            ["channel"] = channel.Id,
            ["user"] = userId,
            ["text"] = text,
            ["ts"] = message.Ts,
            ["event_ts"] = message.Ts,
            ["channel_type"] = channel.IsIm ? "im" : channel.IsPrivate ? "group" : "channel",
        };
        if (threadTs is not null) @event["thread_ts"] = threadTs;
        return new(null, await events.SendAsync(@event, userId), null);
    }

    public async Task<PersonOutcome> OpenHomeAsync(string userId, string tab = "home")
    {
        if (workspace.User(userId) is not { } user) return PersonOutcome.Refused("no_such_user");
        var @event = new JsonObject
        {
            ["type"] = "app_home_opened",
            ["user"] = userId,
            ["channel"] = workspace.OpenDirect(user).Id,
            ["event_ts"] = messages.NextTs(),
            ["tab"] = tab,
        };
        if (views.Home(userId) is { } home) @event["view"] = SlackJson.View(home, workspace.App);
        return new(null, await events.SendAsync(@event, userId), null);
    }

    /// <summary>An answer to a command is a message: private unless it says in_channel.</summary>
    private void ShowAnswer(SlackUser user, SlackChannel channel, Attempt attempt)
    {
        if (string.IsNullOrWhiteSpace(attempt.Body)) return;
        var answer = attempt.Json as JsonObject ?? new JsonObject { ["text"] = attempt.Body };
        var arguments = new SlackArguments(answer);
        var (content, _) = MessageContent.Read(arguments, update: false);
        if (content is null) return;
        var draft = content.Draft(channel, workspace.App, arguments);
        messages.Post(answer.Text("response_type") == "in_channel" ? draft : draft with { EphemeralTo = user.Id });
    }
}
