using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Microsoft.Extensions.Logging;

namespace Hitl.Activities.Cards;

/// <summary>Keeps each person's digest true: what waits for them beyond the cards they have open.</summary>
internal sealed partial class DigestCourier(
    IDigestOutbox outbox, IDigestSurface surface, IRequestStore requests, IStageStore stages, ICatalogStore catalogs, TimeProvider time, ILogger<DigestCourier> logger)
{
    private const int MostToldAtOnce = 200;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Shows every digest that is not true; one that cannot be shown is tried again later and stops no other.</summary>
    public async Task DeliverAsync(CancellationToken cancel)
    {
        foreach (var job in await outbox.ClaimAsync(Lease, cancel))
        {
            try
            {
                await DeliverAsync(job, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // Slack cannot be asked what it shows: looked for again, never posted blindly.
                LogNotShown(logger, job.Person.Value, failure.Message);
                await outbox.FailedAsync(job, failure.Message, Pause, false, cancel);
            }
        }
    }

    private async Task DeliverAsync(DigestJob job, CancellationToken cancel)
    {
        var catalog = await catalogs.ActiveAsync(cancel);
        if (catalog?.People.GetValueOrDefault(job.Person)?.SlackUser is not { } user)
        {
            await outbox.FailedAsync(job, "decides in the console", TimeSpan.FromMinutes(5), false, cancel);
            return;
        }

        var location = job.Location ?? (job.Attempts > 0 ? await AdoptAsync(job, user, cancel) : null);
        var delivery = await surface.ShowAsync(await FaceAsync(job, catalog, cancel), user, location, job.DeliveryId, cancel);
        if (delivery is { Outcome: CardDeliveryOutcome.Shown, Location: { } at })
        {
            var told = job.Untold.Take(MostToldAtOnce).ToList();
            // What is left to tell keeps the digest due.
            var shown = job with { Untold = told, Fingerprint = told.Count < job.Untold.Count ? "" : job.Fingerprint };
            await outbox.ShownAsync(shown, at, await LinesAsync(shown, at, cancel), cancel);
            return;
        }

        LogNotShown(logger, job.Person.Value, delivery.Error ?? delivery.Outcome.ToString());
        await outbox.FailedAsync(job, delivery.Error ?? delivery.Outcome.ToString(), delivery.RetryAfter ?? Pause, delivery.Outcome == CardDeliveryOutcome.Gone, cancel);
    }

    private async Task<CardLocation?> AdoptAsync(DigestJob job, string user, CancellationToken cancel) =>
        (await surface.FindAsync(user, job.DeliveryId, job.FirstTriedAt ?? time.GetUtcNow() - TimeSpan.FromHours(1), cancel)).FirstOrDefault();

    private async Task<DigestFace> FaceAsync(DigestJob job, Catalog catalog, CancellationToken cancel)
    {
        var lines = new List<DigestLine>();
        foreach (var key in job.Stages.Take(DigestFace.MostLines))
        {
            if (await requests.FindAsync(key.Request, cancel) is { } stored) lines.Add(new(key.Request, Text(stored.Request, await stages.FindAsync(key, cancel), catalog)));
        }

        return new(job.Waiting, lines);
    }

    private static string Text(ActionRequest request, StageRecord? stage, Catalog catalog)
    {
        var title = catalog.Actions.TryGetValue(request.Action, out var action) ? action.Title : request.Action.Value;
        var amount = request.Amount is { } money ? $", {money}" : "";
        var until = stage is null ? "" : $", before {(stage.OpenedAt + stage.Definition.Wait).UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
        return $"{title}{amount}, customer {request.Customer.Id}, asked by {request.Actor}{until}";
    }

    private async Task<List<LedgerEntry>> LinesAsync(DigestJob job, CardLocation at, CancellationToken cancel)
    {
        var lines = new List<LedgerEntry>();
        foreach (var key in job.Untold)
        {
            if (await requests.FindAsync(key.Request, cancel) is not { } stored) continue;
            lines.Add(LedgerLines.About(stored, LedgerKinds.CardPosted, LedgerLines.EscalationWorker, $"A digest that names it reached {job.Person}.", new JsonObject
            {
                ["stage"] = key.Ordinal, ["person"] = job.Person.Value, ["channel"] = at.Channel, ["message"] = at.MessageId, ["inDigest"] = true,
            }) with { Revision = key.Revision });
        }

        return lines;
    }

    [LoggerMessage(2004, LogLevel.Warning, "The digest of {Person} was not shown: {Error}")]
    private static partial void LogNotShown(ILogger logger, string person, string error);
}
