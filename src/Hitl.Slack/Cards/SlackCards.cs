using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace Hitl.Slack.Cards;

/// <summary>Shows cards as direct messages in Slack.</summary>
public sealed class SlackCards(SlackWebApi slack, IOptions<SlackOptions> options) : ICardSurface, IDigestSurface
{
    private const string EventType = "hitl_card";
    private const int MostPages = 20;

    /// <inheritdoc/>
    public async Task<CardDelivery> PostAsync(CardFace face, string surfaceUser, string deliveryId, CancellationToken cancel)
    {
        var card = CardRenderer.Render(face, options.Value.ConsoleUrl);
        var message = Message(card, deliveryId);
        message["channel"] = surfaceUser;
        message["unfurl_links"] = false;
        message["unfurl_media"] = false;
        return Delivery(await slack.PostMessageAsync(message, cancel), card);
    }

    /// <inheritdoc/>
    public async Task<CardDelivery> UpdateAsync(CardFace face, CardLocation location, string deliveryId, CancellationToken cancel)
    {
        var card = CardRenderer.Render(face, options.Value.ConsoleUrl);
        var message = Message(card, deliveryId);
        message["channel"] = location.Channel;
        message["ts"] = location.MessageId;
        return Updated(await slack.UpdateMessageAsync(message, cancel), location, card.Hash);
    }

    /// <inheritdoc/>
    /// <exception cref="SlackUnavailableException">Slack cannot be asked now, so nothing may be concluded.</exception>
    public async Task<IReadOnlyList<CardLocation>> FindAsync(string surfaceUser, string deliveryId, DateTimeOffset since, CancellationToken cancel)
    {
        var opened = await slack.OpenConversationAsync(surfaceUser, cancel);
        if (!opened.IsOk || opened.Body?["channel"]?["id"]?.GetValue<string>() is not { } channel) throw new SlackUnavailableException(opened);
        // A minute earlier: Slack's clock is not ours.
        var oldest = string.Create(CultureInfo.InvariantCulture, $"{since.ToUnixTimeSeconds() - 60}.000000");
        var found = new List<CardLocation>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var history = await slack.HistoryAsync(channel, oldest, cursor, cancel);
            if (!history.IsOk) throw new SlackUnavailableException(history);
            found.AddRange(Matching(history.Body!, channel, deliveryId));
            cursor = history.Body!["response_metadata"]?["next_cursor"]?.GetValue<string>();
            if (string.IsNullOrEmpty(cursor)) break;
        }

        return [.. found.OrderBy(location => location.MessageId, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<CardDelivery> ShowAsync(DigestFace face, string surfaceUser, CardLocation? location, string deliveryId, CancellationToken cancel)
    {
        var digest = DigestRenderer.Render(face, options.Value.ConsoleUrl);
        var message = Message(digest, deliveryId);
        message["channel"] = location?.Channel ?? surfaceUser;
        if (location is not null)
        {
            message["ts"] = location.MessageId;
            return Updated(await slack.UpdateMessageAsync(message, cancel), location, digest.Hash);
        }

        message["unfurl_links"] = false;
        message["unfurl_media"] = false;
        return Delivery(await slack.PostMessageAsync(message, cancel), digest);
    }

    /// <inheritdoc/>
    public async Task<CardDelivery> RetireAsync(CardLocation location, CancellationToken cancel)
    {
        const string text = "This copy was superseded; decide on the other card.";
        var message = new JsonObject { ["channel"] = location.Channel, ["ts"] = location.MessageId, ["text"] = text, ["blocks"] = SlackText.PlainBlocks(text) };
        return Updated(await slack.UpdateMessageAsync(message, cancel), location, null);
    }

    /// <inheritdoc/>
    public async Task<CardDelivery> RemindAsync(CardFace face, CardLocation location, CancellationToken cancel)
    {
        var text = CardWords.Reminder(face);
        var message = new JsonObject
        {
            ["channel"] = location.Channel, ["thread_ts"] = location.MessageId, ["text"] = SlackText.Literal(text), ["blocks"] = SlackText.PlainBlocks(text), ["mrkdwn"] = false,
        };
        var reply = await slack.PostMessageAsync(message, cancel);
        return new(reply.IsOk ? CardDeliveryOutcome.Shown : Outcome(reply), location, null, reply.RetryAfter, reply.Error);
    }

    private static JsonObject Message(RenderedCard card, string deliveryId) => new()
    {
        ["text"] = card.Text,
        ["blocks"] = card.Blocks.DeepClone(),
        ["mrkdwn"] = false,
        ["parse"] = "none",
        ["link_names"] = false,
        // Any member of the workspace can read metadata: an opaque id and nothing else.
        ["metadata"] = new JsonObject { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["delivery_id"] = deliveryId } },
    };

    private static CardDelivery Delivery(SlackReply reply, RenderedCard card) =>
        reply.IsOk && reply.Text("channel") is { } channel && reply.Text("ts") is { } ts
            ? new(CardDeliveryOutcome.Shown, new(channel, ts), card.Hash, null, null)
            : new(reply.IsOk ? CardDeliveryOutcome.Unknown : Outcome(reply), null, null, reply.RetryAfter, reply.Error ?? "no_location");

    private static CardDelivery Updated(SlackReply reply, CardLocation location, string? hash)
    {
        if (reply.IsOk) return new(CardDeliveryOutcome.Shown, location, hash, null, null);
        var outcome = reply.Code is "message_not_found" or "cant_update_message" or "edit_window_closed" ? CardDeliveryOutcome.Gone
            // Saying the same twice does no harm, so an update whose fate is unknown is simply made again.
            : reply.Kind == SlackReplyKind.Unknown ? CardDeliveryOutcome.Later : Outcome(reply);
        return new(outcome, location, null, reply.RetryAfter, reply.Error);
    }

    private static CardDeliveryOutcome Outcome(SlackReply reply) => reply.Kind switch
    {
        SlackReplyKind.Refused => CardDeliveryOutcome.Refused,
        SlackReplyKind.Later => CardDeliveryOutcome.Later,
        _ => CardDeliveryOutcome.Unknown,
    };

    private static IEnumerable<CardLocation> Matching(JsonObject history, string channel, string deliveryId)
    {
        if (history["messages"] is not JsonArray messages) yield break;
        foreach (var message in messages.OfType<JsonObject>())
        {
            var metadata = message["metadata"];
            if (metadata?["event_type"]?.ToString() == EventType && metadata["event_payload"]?["delivery_id"]?.ToString() == deliveryId
                && message["ts"]?.ToString() is { } ts) yield return new(channel, ts);
        }
    }
}
