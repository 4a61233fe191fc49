using Hitl.Escalations.Intake;
using Hitl.Postgres;
using Temporalio.Exceptions;

namespace Hitl.Gateway.Pump;

/// <summary>Carries committed messages to their workflows: at least once, in order per request, by one pump at a time.</summary>
internal sealed partial class WorkflowPump(IWorkflowOutbox outbox, WorkflowDelivery delivery, TimeProvider clock, ILogger<WorkflowPump> log) : BackgroundService
{
    private const int Batch = 64;

    // Short, because after a kill nobody pumps until it ends; a pump that lost it only delivers again what is idempotent.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(5);
    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private long _heldSince;
    private bool _isHeld;

    /// <summary>Delivers what is due once; tells how many messages there were.</summary>
    public async Task<int> PumpAsync(CancellationToken cancel)
    {
        if (!await HoldAsync(cancel)) return 0;
        var messages = await outbox.PendingAsync(Batch, cancel);
        await Task.WhenAll(messages.Select(message => DeliverAsync(message, cancel)));
        return messages.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var idle = ShortestIdle;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                idle = await PumpAsync(stoppingToken) > 0 ? TimeSpan.Zero : idle < ShortestIdle ? ShortestIdle : TimeSpan.FromTicks(Math.Min(LongestIdle.Ticks, idle.Ticks * 2));
                // Committed by this process, it wakes us at once; by another one, the poll finds it.
                if (idle > TimeSpan.Zero) await outbox.WaitAsync(idle, stoppingToken);
            }
            catch (StoreUnavailableException error)
            {
                _isHeld = false;
                LogStoreAway(error);
                await Task.Delay(ShortestIdle, clock, stoppingToken);
            }
        }
    }

    /// <summary>Gives the lease back, so that the next pump does not have to wait for its end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!_isHeld) return;
        try
        {
            await outbox.HoldLeaseAsync(_holder, TimeSpan.Zero, cancellationToken);
        }
        catch (StoreUnavailableException error)
        {
            LogStoreAway(error);
        }
    }

    private async Task<bool> HoldAsync(CancellationToken cancel)
    {
        if (_isHeld && clock.GetElapsedTime(_heldSince) < Lease / 3) return true;
        _heldSince = clock.GetTimestamp();
        return _isHeld = await outbox.HoldLeaseAsync(_holder, Lease, cancel);
    }

    private async Task DeliverAsync(WorkflowMessage message, CancellationToken cancel)
    {
        try
        {
            await delivery.DeliverAsync(message, cancel);
            await outbox.DeliveredAsync(message, cancel);
        }
        catch (Exception error) when (error is TemporalException or InvalidOperationException && !cancel.IsCancellationRequested)
        {
            var wait = TimeSpan.FromMilliseconds(200 * Math.Pow(2, Math.Min(message.Attempts, 7)));
            LogUndelivered(error, message.Kind, message.Request.Value, wait);
            await outbox.FailedAsync(message, error.Message, clock.GetUtcNow() + wait, cancel);
        }
    }

    [LoggerMessage(131, LogLevel.Warning, "The pump could not reach the store; it tries again.")]
    private partial void LogStoreAway(Exception error);

    [LoggerMessage(132, LogLevel.Warning, "Message '{Kind}' of {Request} did not reach its workflow; next try in {Wait}.")]
    private partial void LogUndelivered(Exception error, string kind, string request, TimeSpan wait);
}
