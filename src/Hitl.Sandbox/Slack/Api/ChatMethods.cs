using System.Text.Json.Nodes;
using Hitl.Sandbox.Hosting;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>The chat.* methods.</summary>
internal sealed class ChatMethods : ISlackMethods
{
    private readonly Workspace _workspace;
    private readonly MessageBook _messages;
    private readonly SandboxAddress _address;

    public ChatMethods(Workspace workspace, MessageBook messages, SandboxAddress address)
    {
        (_workspace, _messages, _address) = (workspace, messages, address);
        Methods = new Dictionary<string, SlackMethod>
        {
            ["chat.postMessage"] = Post,
            ["chat.update"] = Update,
            ["chat.delete"] = Delete,
            ["chat.postEphemeral"] = PostEphemeral,
            ["chat.getPermalink"] = GetPermalink,
        };
    }

    public IReadOnlyDictionary<string, SlackMethod> Methods { get; }

    private SlackAnswer Post(SlackCall call)
    {
        if (Destination(call.Arguments.Text("channel"), out var channel) is { } nowhere) return nowhere;
        var (content, refusal) = MessageContent.Read(call.Arguments, update: false);
        if (content is null) return refusal!;

        var message = _messages.Post(content.Draft(channel!, _workspace.App, call.Arguments));
        var answer = Posted(message);
        if (content.Truncated) answer.Body["response_metadata"] = new JsonObject { ["warnings"] = new JsonArray("message_truncated") };
        return answer;
    }

    private SlackAnswer PostEphemeral(SlackCall call)
    {
        if (Destination(call.Arguments.Text("channel"), out var channel) is { } nowhere) return nowhere;
        if (call.Arguments.Text("user") is not { } user || !channel!.Has(user)) return SlackAnswer.Fail("user_not_in_channel");
        var (content, refusal) = MessageContent.Read(call.Arguments, update: false);
        if (content is null) return refusal!;

        var message = _messages.Post(content.Draft(channel, _workspace.App, call.Arguments) with { EphemeralTo = user });
        return SlackAnswer.Ok(new() { ["message_ts"] = message.Ts });
    }

    private SlackAnswer Update(SlackCall call)
    {
        if (Own(call.Arguments.Text("ts"), call.Arguments, "cant_update_message", out var message) is { } notOurs) return notOurs;
        if (_workspace.Channel(message!.Channel) is { IsArchived: true }) return SlackAnswer.Fail("is_inactive");
        var (content, refusal) = MessageContent.Read(call.Arguments, update: true);
        if (content is null) return refusal!;

        var bot = _workspace.App.BotUserId;
        var after = _messages.Edit(message, before => content.Apply(before) with { EditedTs = _messages.NextTs(), EditedBy = bot });
        return Posted(after);
    }

    private SlackAnswer Delete(SlackCall call)
    {
        if (Own(call.Arguments.Text("ts"), call.Arguments, "cant_delete_message", out var message) is { } notOurs) return notOurs;
        _messages.Edit(message!, before => before with { Deleted = true });
        return SlackAnswer.Ok(new() { ["channel"] = message!.Channel, ["ts"] = message.Ts });
    }

    private SlackAnswer GetPermalink(SlackCall call)
    {
        if (_workspace.Channel(call.Arguments.Text("channel")) is not { } channel) return SlackAnswer.Fail("channel_not_found");
        var ts = call.Arguments.Text("message_ts");
        if (ts is null || _messages.Find(channel.Id, ts) is not { Deleted: false }) return SlackAnswer.Fail("message_not_found");
        return SlackAnswer.Ok(new() { ["channel"] = channel.Id, ["permalink"] = $"{_address.Base}/archives/{channel.Id}/p{ts.Replace(".", "")}" });
    }

    private SlackAnswer Posted(SlackMessage message) => SlackAnswer.Ok(new()
    {
        ["channel"] = message.Channel,
        ["ts"] = message.Ts,
        ["text"] = message.Text,
        ["message"] = SlackJson.Message(message, _workspace.App, allMetadata: true),
    });

    /// <summary>Where a post goes: a conversation, or the direct message of a person whose id was given instead.</summary>
    private SlackAnswer? Destination(string? id, out SlackChannel? channel)
    {
        channel = _workspace.Channel(id);
        if (channel is null && _workspace.User(id) is { } person)
        {
            if (person.IsBot) return SlackAnswer.Fail("cannot_dm_bot");
            if (person.Deleted) return SlackAnswer.Fail("channel_not_found");
            channel = _workspace.OpenDirect(person);
        }

        if (channel is null) return SlackAnswer.Fail("channel_not_found");
        if (channel.IsArchived) return SlackAnswer.Fail("is_archived");
        if (channel.Has(_workspace.App.BotUserId)) return null;
        return SlackAnswer.Fail(channel.IsPrivate ? "channel_not_found" : "not_in_channel");
    }

    /// <summary>A message of ours that still stands and that everybody in the conversation sees.</summary>
    private SlackAnswer? Own(string? ts, SlackArguments arguments, string otherwise, out SlackMessage? message)
    {
        message = null;
        if (_workspace.Channel(arguments.Text("channel")) is not { } channel) return SlackAnswer.Fail("channel_not_found");
        message = ts is null ? null : _messages.Find(channel.Id, ts);
        if (message is null or { Deleted: true } or { EphemeralTo: not null }) return SlackAnswer.Fail("message_not_found");
        return message.AppId == _workspace.App.AppId ? null : SlackAnswer.Fail(otherwise);
    }
}
