using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Ops;
using Hitl.Governance.Coverage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hitl.Activities.Desk;

/// <summary>Brings desk cards to the truth, and keeps the clock of what waits for ops: whoever owns it is reminded, and when it is overdue everybody of ops is asked.</summary>
internal sealed partial class DeskSweep(
    IDeskCards cards, IDeskSurface surface, DeskComposer composer, IOpsStore ops, LiveCoverage coverage, DeskBell bell, TimeProvider time, ILogger<DeskSweep> logger) : BackgroundService
{
    private const int AtOnce = 16;
    private const int MostReminders = 8;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private DateTimeOffset _clockLookedAt = DateTimeOffset.MinValue;

    /// <summary>Wants the cards of everything that waits: at first for its owner, overdue for everybody of ops as well.</summary>
    public async Task WantAsync(CancellationToken cancel)
    {
        if (await coverage.NowAsync(cancel) is not { } live) return;
        var now = time.GetUtcNow();
        foreach (var parked in await ops.ListAsync(cancel))
        {
            var reminder = Math.Clamp((int)((now - parked.Since) / ParkedStep.Due), 0, MostReminders);
            var owners = DeskPeople.Of(live, new(parked.Owner), now);
            await cards.WantAsync(DeskCardKey.Parked, parked.Request.Value, reminder == 0 ? owners : [.. owners.Union(DeskPeople.Ops(live))], reminder, cancel);
        }
    }

    /// <summary>Delivers what is due.</summary>
    /// <returns>How many were claimed.</returns>
    public async Task<int> DeliverAsync(CancellationToken cancel)
    {
        var jobs = await cards.ClaimAsync(AtOnce, Lease, cancel);
        foreach (var job in jobs) await DeliverAsync(job, cancel);
        return jobs.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (time.GetUtcNow() - _clockLookedAt >= TimeSpan.FromMinutes(1))
                {
                    _clockLookedAt = time.GetUtcNow();
                    await WantAsync(stoppingToken);
                }

                if (await DeliverAsync(stoppingToken) > 0) continue;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The store is away; the next look finds the same cards.
                LogFailed(logger, failure);
            }

            await bell.WaitAsync(Idle, stoppingToken);
        }
    }

    private async Task DeliverAsync(DeskCardJob job, CancellationToken cancel)
    {
        if (await composer.ComposeAsync(job.Key, cancel) is not var (face, user))
        {
            await cards.FailedAsync(job, "nobody to show it to", null, cancel);
            return;
        }

        // Nobody needs a new message about what is over.
        if (job.Location is null && !face.IsOpen) await cards.FailedAsync(job, "over before it was posted", null, cancel);
        else await ShowAsync(job, face, user, cancel);
    }

    private async Task ShowAsync(DeskCardJob job, DeskCardFace face, string user, CancellationToken cancel)
    {
        var shown = job.Location is { } at ? await surface.UpdateAsync(face, at, cancel) : await surface.PostAsync(face, user, cancel);
        if (shown.Outcome == CardDeliveryOutcome.Gone) shown = await surface.PostAsync(face, user, cancel);
        if (shown is { Outcome: CardDeliveryOutcome.Shown, Location: { } location })
        {
            if (job.Reminder > job.ReminderSent && face.IsOpen) await surface.RemindAsync(face, location, cancel);
            await cards.ShownAsync(job, location, cancel);
            return;
        }

        var error = shown.Error ?? shown.Outcome.ToString();
        LogNotShown(logger, job.Key.Kind, job.Key.Subject, job.Key.Person.Value, error);
        await cards.FailedAsync(job, error, shown.Outcome == CardDeliveryOutcome.Refused ? null : time.GetUtcNow() + (shown.RetryAfter ?? Pause(job.Attempts)), cancel);
    }

    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(attempts, 10));
        return pause < LongestRetry ? pause : LongestRetry;
    }

    [LoggerMessage(2021, LogLevel.Warning, "Desk cards could not be brought to the truth; trying again")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(2022, LogLevel.Warning, "Desk card {Kind} {Subject} for {Person} not shown: {Error}")]
    private static partial void LogNotShown(ILogger logger, string kind, string subject, string person, string error);
}
