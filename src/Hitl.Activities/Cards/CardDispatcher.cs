using Hitl.Escalations.Cards;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hitl.Activities.Cards;

/// <summary>Brings every card that does not show the truth to it: woken by this process, and by a slow poll for what other processes change.</summary>
internal sealed partial class CardDispatcher(
    ICardOutbox outbox, CardCourier courier, DigestCourier digests, CardBell bell, TimeProvider time, ILogger<CardDispatcher> logger) : BackgroundService
{
    /// <summary>How long a claimed job is ours. A worker that dies keeps a card from the truth for no longer than this.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private const int AtOnce = 16;
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenDigests = TimeSpan.FromSeconds(1);
    private long? _digestedAt;

    /// <summary>Delivers jobs that are claimed; one that cannot be delivered never stops the others.</summary>
    public async Task DeliverAsync(IEnumerable<CardJob> jobs, CancellationToken cancel) => await Task.WhenAll(jobs.Select(job => DeliverAsync(job, cancel)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var idle = ShortestIdle;
        while (!stoppingToken.IsCancellationRequested)
        {
            var delivered = await RoundAsync(stoppingToken);
            if (delivered > 0)
            {
                idle = ShortestIdle;
                continue;
            }

            var rang = await bell.WaitAsync(idle, stoppingToken);
            idle = rang ? ShortestIdle : idle * 1.5 < LongestIdle ? idle * 1.5 : LongestIdle;
        }
    }

    /// <summary>Brings everybody's digest to the truth.</summary>
    public Task DigestAsync(CancellationToken cancel) => digests.DeliverAsync(cancel);

    /// <summary>One round: cards that are due, and now and then the digests.</summary>
    internal async Task<int> RoundAsync(CancellationToken cancel)
    {
        try
        {
            var jobs = await outbox.ClaimAsync(AtOnce, Lease, cancel);
            await DeliverAsync(jobs, cancel);
            if (_digestedAt is not { } last || time.GetElapsedTime(last) >= BetweenDigests)
            {
                _digestedAt = time.GetTimestamp();
                await digests.DeliverAsync(cancel);
            }

            return jobs.Count;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The store is away; the next round finds the same jobs.
            LogRoundFailed(logger, failure);
            return 0;
        }
    }

    private async Task DeliverAsync(CardJob job, CancellationToken cancel)
    {
        // Given up before the lease ends: two deliveries of one card must not overlap.
        using var lease = new CancellationTokenSource(Lease - TimeSpan.FromSeconds(3), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, cancel);
        try
        {
            await courier.DeliverAsync(job, either.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogJobFailed(logger, job.Key.Stage.Request.Value, job.Key.Person.Value, failure);
            await outbox.FailedAsync(job, failure.Message, time.GetUtcNow() + TimeSpan.FromSeconds(2), null, cancel);
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "Cards could not be claimed or given back; trying again")]
    private static partial void LogRoundFailed(ILogger logger, Exception failure);

    [LoggerMessage(2003, LogLevel.Warning, "Card of {Request} for {Person} could not be delivered; trying again")]
    private static partial void LogJobFailed(ILogger logger, string request, string person, Exception failure);
}
