using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Polls one queue in several loops and runs what it gets, one slot per poll and task.</summary>
/// <remarks>An unreachable server is polled for ever, with growing waits; a server that keeps refusing ends the loops after a minute.</remarks>
internal sealed class TaskPoller<TTask>(
    WorkerScope scope,
    string queue,
    bool isSticky,
    PollerScale scale,
    SlotPool slots,
    Func<CancellationToken, Task<Polled<TTask>>> poll,
    Func<TTask, SlotInfo> describe,
    Func<TTask, Task> handle)
    where TTask : class
{
    /// <summary>An empty answer sooner than this is no long poll that ran out.</summary>
    private static readonly TimeSpan Hasty = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly ConcurrentDictionary<Task, byte> _loops = new();

    /// <summary>Polls until told to stop. Tasks may still run afterwards: <see cref="DrainAsync"/>.</summary>
    /// <param name="stop">No poll begins after this.</param>
    /// <param name="abort">Open polls are given up; a task already on its way is lost until it times out.</param>
    internal async Task PollAsync(CancellationToken stop, CancellationToken abort)
    {
        BeginLoops(stop, abort);
        while (_loops.Keys.ToArray() is { Length: > 0 } loops) await Task.WhenAll(loops).ConfigureAwait(false);
    }

    /// <summary>Takes a slot for a task that will come by another way, if one is free.</summary>
    internal Slot? TryReserve() => slots.TryReserve();

    /// <summary>Runs a task that came by another way, in a slot taken for it.</summary>
    internal void Accept(TTask task, Slot? slot) => Track(_running, RunAsync(task, slot));

    /// <summary>Waits for every task that was polled.</summary>
    internal async Task DrainAsync()
    {
        while (_running.Keys.ToArray() is { Length: > 0 } running) await Task.WhenAll(running).ConfigureAwait(false);
    }

    private static void Track(ConcurrentDictionary<Task, byte> all, Task running)
    {
        all[running] = 0;
        _ = running.ContinueWith(
            done => all.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void BeginLoops(CancellationToken stop, CancellationToken abort)
    {
        for (var missing = scale.Missing(); missing > 0; missing--) Track(_loops, Task.Run(() => LoopAsync(stop, abort), CancellationToken.None));
    }

    private async Task LoopAsync(CancellationToken stop, CancellationToken abort)
    {
        var failures = 0;
        long refusedSince = 0;
        while (!stop.IsCancellationRequested && !scale.TryEndOne())
        {
            try
            {
                var slot = await slots.ReserveAsync(isSticky, stop).ConfigureAwait(false);
                failures = await PollOnceAsync(slot, abort).ConfigureAwait(false) ? 0 : failures + 1;
                refusedSince = 0;
                if (!stop.IsCancellationRequested) BeginLoops(stop, abort);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException error)
            {
                failures++;
                scale.Failed(error.Code == RpcException.StatusCode.ResourceExhausted);
                if (RpcRetrier.IsTransient(error) || error.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
                {
                    refusedSince = 0;
                }
                else if (refusedSince == 0)
                {
                    refusedSince = scope.Time.GetTimestamp();
                }
                else if (scope.Time.GetElapsedTime(refusedSince) > Patience)
                {
                    throw;
                }
                // Every loop fails while a server is away; once each is enough to be told.
                var level = failures == 1 ? LogLevel.Warning : LogLevel.Debug;
                WorkerLog.PollFailed(scope.Logger, level, queue, failures, error);
            }
            if (failures > 0) await PauseAsync(failures, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Polls with a slot in hand and passes the slot on to the task. False if the server sent us away at once.</summary>
    private async Task<bool> PollOnceAsync(Slot slot, CancellationToken abort)
    {
        TTask? task = null;
        var begin = scope.Time.GetTimestamp();
        try
        {
            (task, var advice) = await poll(abort).ConfigureAwait(false);
            scale.Answered(advice?.PollRequestDeltaSuggestion, task is null);
        }
        finally
        {
            if (task is null) slot.Release();
        }
        if (task is null) return scope.Time.GetElapsedTime(begin) >= Hasty;
        Track(_running, RunAsync(task, slot));
        return true;
    }

    private async Task RunAsync(TTask task, Slot? slot)
    {
        // The loop polls on while the task runs.
        await Task.Yield();
        try
        {
            slot?.Use(describe(task));
            await handle(task).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One task that cannot be handled must not take the worker down; it times out and comes back.
        catch (Exception error)
#pragma warning restore CA1031
        {
            WorkerLog.TaskLost(scope.Logger, queue, error);
        }
        finally
        {
            slot?.Release();
        }
    }

    private async Task PauseAsync(int failures, CancellationToken stop)
    {
        var wait = Backoff.Wait(TimeSpan.FromMilliseconds(200), 2, TimeSpan.FromSeconds(10), 0.2, Math.Min(failures, 10));
        await Task.Delay(wait, scope.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
