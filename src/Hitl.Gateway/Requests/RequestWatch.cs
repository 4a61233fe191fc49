using System.Collections.Concurrent;
using Hitl.Escalations.Ids;
using Hitl.Postgres;
using Hitl.Postgres.Requests;

namespace Hitl.Gateway.Requests;

/// <summary>Long polls: one query per tick for everybody who waits, none when nobody does.</summary>
internal sealed partial class RequestWatch(RequestQueries queries, TimeProvider clock, ILogger<RequestWatch> log) : BackgroundService
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<Waiter, byte> _waiters = new();
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the request has left the state or has another question, or after the time.</summary>
    public async Task WaitAsync(RequestId id, RequestPulse known, TimeSpan patience, CancellationToken cancel)
    {
        var waiter = new Waiter(id, known);
        _waiters[waiter] = 0;
        Wake();
        try
        {
            using var over = new CancellationTokenSource(patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
            await waiter.Changed.Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The time is over: the caller reads the request as it is.
        }
        finally
        {
            _waiters.TryRemove(waiter, out _);
        }
    }

    /// <summary>Something was committed here that will move requests: look at once.</summary>
    public void Wake() => Volatile.Read(ref _wake).TrySetResult();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Quick;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _wake, wake);
            var anybody = !_waiters.IsEmpty;
            if (anybody) pause = await TickAsync(stoppingToken) ? Quick : TimeSpan.FromTicks(Math.Min(Slow.Ticks, pause.Ticks * 5 / 4));
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(wake.Task, Task.Delay(anybody ? pause : Timeout.InfiniteTimeSpan, clock, over.Token));
            await over.CancelAsync();
            if (wake.Task.IsCompleted) pause = Quick;
        }
    }

    private async Task<bool> TickAsync(CancellationToken cancel)
    {
        try
        {
            var waiting = _waiters.Keys.ToList();
            var pulses = await queries.PulsesAsync([.. waiting.Select(w => w.Id).Distinct()], cancel);
            var moved = waiting.Where(w => pulses.TryGetValue(w.Id, out var pulse) && pulse != w.Known).ToList();
            foreach (var waiter in moved) waiter.Changed.TrySetResult();
            return moved.Count > 0;
        }
        catch (StoreUnavailableException error)
        {
            LogAway(error);
            return false;
        }
    }

    [LoggerMessage(111, LogLevel.Warning, "Long polls could not look; they will look again.")]
    private partial void LogAway(Exception error);

    private sealed class Waiter(RequestId id, RequestPulse known)
    {
        public RequestId Id { get; } = id;

        public RequestPulse Known { get; } = known;

        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
