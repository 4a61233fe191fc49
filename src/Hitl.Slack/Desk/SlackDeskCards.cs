using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace Hitl.Slack.Desk;

/// <summary>Shows desk cards as direct messages in Slack.</summary>
public sealed class SlackDeskCards(SlackWebApi slack, IOptions<SlackOptions> options) : IDeskSurface
{
    /// <inheritdoc/>
    public async Task<CardDelivery> PostAsync(DeskCardFace face, string surfaceUser, CancellationToken cancel)
    {
        var message = Message(face);
        message["channel"] = surfaceUser;
        message["unfurl_links"] = false;
        message["unfurl_media"] = false;
        var reply = await slack.PostMessageAsync(message, cancel);
        return reply.IsOk && reply.Text("channel") is { } channel && reply.Text("ts") is { } ts ? Shown(new(channel, ts)) : Failed(reply, null);
    }

    /// <inheritdoc/>
    public async Task<CardDelivery> UpdateAsync(DeskCardFace face, CardLocation location, CancellationToken cancel)
    {
        var message = Message(face);
        message["channel"] = location.Channel;
        message["ts"] = location.MessageId;
        var reply = await slack.UpdateMessageAsync(message, cancel);
        if (reply.IsOk) return Shown(location);
        return reply.Code is "message_not_found" or "cant_update_message" or "edit_window_closed" ? new(CardDeliveryOutcome.Gone, location, null, null, reply.Error) : Failed(reply, location);
    }

    /// <inheritdoc/>
    public async Task<CardDelivery> RemindAsync(DeskCardFace face, CardLocation location, CancellationToken cancel)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Still waits, owned by {face.Owner}. It was due {face.DueAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        var message = new JsonObject
        {
            ["channel"] = location.Channel, ["thread_ts"] = location.MessageId, ["text"] = SlackText.Literal(text), ["blocks"] = SlackText.PlainBlocks(text), ["mrkdwn"] = false,
        };
        var reply = await slack.PostMessageAsync(message, cancel);
        return reply.IsOk ? Shown(location) : Failed(reply, location);
    }

    private static CardDelivery Shown(CardLocation location) => new(CardDeliveryOutcome.Shown, location, null, null, null);

    private static CardDelivery Failed(SlackReply reply, CardLocation? location) => new(
        reply.Kind == SlackReplyKind.Refused ? CardDeliveryOutcome.Refused : CardDeliveryOutcome.Later, location, null, reply.RetryAfter, reply.Error ?? "no_location");

    private JsonObject Message(DeskCardFace face) => new()
    {
        ["text"] = DeskCardRenderer.Text(face), ["blocks"] = DeskCardRenderer.Render(face, options.Value.ConsoleUrl), ["mrkdwn"] = false, ["parse"] = "none", ["link_names"] = false,
    };
}
