using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.FailPoints;
using Hitl.Governance.Cards;
using Microsoft.Extensions.Logging;

namespace Hitl.Activities.Cards;

/// <summary>Brings one card to the truth: posts it, updates it, or finds the post whose answer was lost.</summary>
/// <remarks>Posting is at least once; a card with a lost answer is searched by its delivery id first, and copies are retired.</remarks>
internal sealed partial class CardCourier(
    ICardOutbox outbox, ICardSurface surface, CardComposer composer, TimeProvider time, ILogger<CardCourier> logger)
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    public async Task DeliverAsync(CardJob job, CancellationToken cancel)
    {
        if (await composer.ComposeAsync(job.Key, cancel) is not { } card)
        {
            await outbox.FailedAsync(job, "nothing to show yet", time.GetUtcNow() + TimeSpan.FromSeconds(1), null, cancel);
            return;
        }

        if (job is { Location: null, FirstTriedAt: null } && IsOver(card)) await DropAsync(job, cancel);
        else if (card.SurfaceUser is not { } user) await outbox.FailedAsync(job, "decides in the console", null, null, cancel);
        else await ShowAsync(job, card, user, cancel);
    }

    private async Task ShowAsync(CardJob job, ComposedCard card, string user, CancellationToken cancel)
    {
        var location = job.Location;
        if (location is not null && job.OwesReminderOnly)
        {
            await ShownAsync(job, card, location, null, cancel);
            return;
        }

        if (location is not null)
        {
            var updated = await surface.UpdateAsync(card.Face, location, job.DeliveryId, cancel);
            if (updated.Outcome == CardDeliveryOutcome.Shown) await ShownAsync(job, card, location, null, cancel);
            else if (updated.Outcome != CardDeliveryOutcome.Gone) await FailAsync(job, card, updated, cancel);
            if (updated.Outcome != CardDeliveryOutcome.Gone) return;
        }

        if (job.FirstTriedAt is { } since && await AdoptAsync(job, card, user, since, cancel)) return;
        if (location is null && IsOver(card)) await DropAsync(job, cancel);
        else await PostAsync(job, card, user, cancel);
    }

    private async Task PostAsync(CardJob job, ComposedCard card, string user, CancellationToken cancel)
    {
        var posted = await surface.PostAsync(card.Face, user, job.DeliveryId, cancel);
        FailPoint.Hit("W6");
        if (posted is { Outcome: CardDeliveryOutcome.Shown, Location: { } at }) await ShownAsync(job, card, at, posted.ShownHash, cancel);
        else if (posted.Outcome == CardDeliveryOutcome.Later) await outbox.PutOffAsync(job, Told(job, posted), Again(job, posted), cancel);
        else await FailAsync(job, card, posted, cancel);
    }

    // Nobody needs a new message about something that is over.
    private static bool IsOver(ComposedCard card) => card.Face is { IsOpen: false, IsShadow: false };

    private Task DropAsync(CardJob job, CancellationToken cancel) => outbox.FailedAsync(job, "closed before it was posted", null, null, cancel);

    private async Task<bool> AdoptAsync(CardJob job, ComposedCard card, string user, DateTimeOffset since, CancellationToken cancel)
    {
        var found = (await surface.FindAsync(user, job.DeliveryId, since, cancel)).Where(location => location != job.Location).ToList();
        if (found.Count == 0) return false;
        foreach (var copy in found.Skip(1)) await surface.RetireAsync(copy, cancel);
        var updated = await surface.UpdateAsync(card.Face, found[0], job.DeliveryId, cancel);
        if (updated.Outcome == CardDeliveryOutcome.Gone) return false;
        if (updated.Outcome == CardDeliveryOutcome.Shown) await ShownAsync(job, card, found[0], updated.ShownHash, cancel);
        else await FailAsync(job, card, updated, cancel);
        return true;
    }

    private async Task ShownAsync(CardJob job, ComposedCard card, CardLocation location, string? hash, CancellationToken cancel)
    {
        var entry = job.Location == location ? null : Posted(card, location, hash);
        if (job.Reminder > 0 && card.Face.IsOpen)
        {
            var reminded = await surface.RemindAsync(card.Face, location, cancel);
            if (reminded.Outcome == CardDeliveryOutcome.Later)
            {
                // What the card shows is kept, so that only the reminder is tried again: another update each time would use up what Slack allows of those.
                await outbox.ShownAsync(job with { Reminder = 0 }, location, job.WantedVersion, entry, cancel);
                await FailAsync(job, card, reminded, cancel);
                return;
            }
        }

        await outbox.ShownAsync(job, location, job.WantedVersion, entry, cancel);
    }

    private async Task FailAsync(CardJob job, ComposedCard card, CardDelivery delivery, CancellationToken cancel)
    {
        var error = Told(job, delivery);
        if (delivery.Outcome == CardDeliveryOutcome.Refused) await GiveUpAsync(job, card, error, cancel);
        else await outbox.FailedAsync(job, error, Again(job, delivery), null, cancel);
    }

    private string Told(CardJob job, CardDelivery delivery)
    {
        var error = delivery.Error ?? delivery.Outcome.ToString();
        LogNotShown(logger, job.Key.Stage.Request.Value, job.Key.Person.Value, error);
        return error;
    }

    private DateTimeOffset Again(CardJob job, CardDelivery delivery) => time.GetUtcNow() + (delivery.RetryAfter ?? Pause(job.Attempts));

    private Task GiveUpAsync(CardJob job, ComposedCard card, string error, CancellationToken cancel)
    {
        var entry = job.Location is not null ? null : LedgerLines.About(
            card.Request, LedgerKinds.CardUndelivered, LedgerLines.EscalationWorker, $"The card for {job.Key.Person} cannot be delivered: {error}.", Body(job.Key, null));
        return outbox.FailedAsync(job, error, null, entry, cancel);
    }

    private static LedgerEntry Posted(ComposedCard card, CardLocation location, string? hash) => LedgerLines.About(
        card.Request, LedgerKinds.CardPosted, LedgerLines.EscalationWorker, $"A card reached {card.Face.Key.Person}.",
        Body(card.Face.Key, new() { ["channel"] = location.Channel, ["message"] = location.MessageId, ["shown"] = hash, ["digest"] = card.Face.Digest }));

    private static JsonObject Body(CardKey key, JsonObject? more)
    {
        var body = more ?? [];
        body["stage"] = key.Stage.Ordinal;
        body["person"] = key.Person.Value;
        return body;
    }

    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(attempts, 10));
        return pause < LongestRetry ? pause : LongestRetry;
    }

    [LoggerMessage(2001, LogLevel.Warning, "Card of {Request} for {Person} not shown: {Error}")]
    private static partial void LogNotShown(ILogger logger, string request, string person, string error);
}
