using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>The conversations.* methods.</summary>
internal sealed class ConversationMethods : ISlackMethods
{
    private readonly Workspace _workspace;
    private readonly MessageBook _messages;

    public ConversationMethods(Workspace workspace, MessageBook messages)
    {
        (_workspace, _messages) = (workspace, messages);
        Methods = new Dictionary<string, SlackMethod>
        {
            ["conversations.open"] = Open,
            ["conversations.info"] = call => Visible(call, out var channel) ?? SlackAnswer.Ok(new() { ["channel"] = Json(channel!) }),
            ["conversations.members"] = Members,
            ["conversations.list"] = List,
            ["conversations.history"] = History,
            ["conversations.replies"] = Replies,
        };
    }

    public IReadOnlyDictionary<string, SlackMethod> Methods { get; }

    private SlackAnswer Open(SlackCall call)
    {
        if (_workspace.Channel(call.Arguments.Text("channel")) is { } known) return Opened(known);
        var ids = call.Arguments.Text("users")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (ids.Length == 0) return SlackAnswer.Fail("users_list_not_supplied");
        if (ids.Length > 1) return SlackAnswer.Fail("not_enough_users");
        return _workspace.User(ids[0]) switch
        {
            null => SlackAnswer.Fail("user_not_found"),
            { Deleted: true } => SlackAnswer.Fail("user_disabled"),
            { IsBot: true } => SlackAnswer.Fail("cannot_dm_bot"),
            { } user => Opened(_workspace.OpenDirect(user)),
        };
    }

    private SlackAnswer Opened(SlackChannel channel) => SlackAnswer.Ok(new() { ["channel"] = Json(channel) });

    private SlackAnswer Members(SlackCall call) => Visible(call, out var channel)
        ?? SlackAnswer.Ok(new() { ["members"] = new JsonArray([.. channel!.Members.Select(member => (JsonNode)member)]) });

    private SlackAnswer List(SlackCall call)
    {
        var types = (call.Arguments.Text("types") ?? "public_channel").Split(',', StringSplitOptions.TrimEntries);
        var wanted = _workspace.Channels.Where(channel =>
            types.Contains(channel.IsIm ? "im" : channel.IsPrivate ? "private_channel" : "public_channel")
            && (channel.Has(_workspace.App.BotUserId) || channel is { IsIm: false, IsPrivate: false })
            && !(channel.IsArchived && call.Arguments.Flag("exclude_archived")));
        return SlackAnswer.Ok(new()
        {
            ["channels"] = new JsonArray([.. wanted.Select(Json)]),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = "" },
        });
    }

    private SlackAnswer History(SlackCall call) => Visible(call, out var channel) ?? Page(
        call,
        _messages.Where(message => message.Channel == channel!.Id && message.EphemeralTo is null
            && (message.ThreadTs is null || message.ThreadTs == message.Ts)).Reverse());

    private SlackAnswer Replies(SlackCall call)
    {
        if (Visible(call, out var channel) is { } hidden) return hidden;
        var thread = call.Arguments.Text("ts");
        var messages = _messages.Where(message => message.Channel == channel!.Id && message.EphemeralTo is null
            && (message.Ts == thread || message.ThreadTs == thread));
        return messages.Any(message => message.Ts == thread) ? Page(call, messages) : SlackAnswer.Fail("thread_not_found");
    }

    private SlackAnswer Page(SlackCall call, IEnumerable<SlackMessage> messages)
    {
        var arguments = call.Arguments;
        var skip = arguments.Number("cursor", 0, int.MaxValue);
        var limit = arguments.Number("limit", 100, 999);
        var inRange = messages.Where(message => InRange(message.Ts, arguments)).ToList();
        var page = inRange.Skip(skip).Take(limit).ToList();
        var more = inRange.Count > skip + page.Count;
        var answer = new JsonObject
        {
            ["messages"] = new JsonArray([.. page.Select(message => SlackJson.Message(message, _workspace.App, arguments.Flag("include_all_metadata")))]),
            ["has_more"] = more,
        };
        if (more) answer["response_metadata"] = new JsonObject { ["next_cursor"] = (skip + page.Count).ToString(CultureInfo.InvariantCulture) };
        return SlackAnswer.Ok(answer);
    }

    private static bool InRange(string ts, SlackArguments arguments)
    {
        var (at, inclusive) = (Seconds(ts, 0), arguments.Flag("inclusive"));
        var (oldest, latest) = (Seconds(arguments.Text("oldest"), 0), Seconds(arguments.Text("latest"), decimal.MaxValue));
        return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    }

    private static decimal Seconds(string? ts, decimal otherwise) =>
        decimal.TryParse(ts, CultureInfo.InvariantCulture, out var seconds) ? seconds : otherwise;

    /// <summary>The conversation, if the bot may read it.</summary>
    private SlackAnswer? Visible(SlackCall call, out SlackChannel? channel)
    {
        channel = _workspace.Channel(call.Arguments.Text("channel"));
        if (channel is null || (channel.IsPrivate && !channel.Has(_workspace.App.BotUserId))) return SlackAnswer.Fail("channel_not_found");
        var needsMembership = call.Method is "conversations.history" or "conversations.replies";
        return needsMembership && !channel.Has(_workspace.App.BotUserId) ? SlackAnswer.Fail("not_in_channel") : null;
    }

    private JsonObject Json(SlackChannel channel) => SlackJson.Channel(channel, _workspace.App);
}
