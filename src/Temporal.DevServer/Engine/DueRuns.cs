using Hitl.FailPoints;
using Temporal.DevServer.Activities;
using Temporal.DevServer.Machines;
using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Tasks;
using Temporal.DevServer.Updates;

namespace Temporal.DevServer.Engine;

/// <summary>Wakes runs whose time has come, and reads ahead from the store what comes due next.</summary>
internal sealed class DueRuns(WorkflowEngine engine, IHistoryStore store, ILogger log) : IAsyncDisposable
{
    /// <summary>Runs woken at once; enough to fill group commits, few enough to leave others room.</summary>
    private const int Width = 64;

    private const int PageSize = 10_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _width = new(Width, Width);
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Reads what is due or soon will be; from then on reads ahead in the background.</summary>
    internal async Task StartAsync(CancellationToken cancel)
    {
        if (store.Horizon == TimeSpan.MaxValue)
        {
            await ReadAheadAsync(long.MaxValue - 1, cancel);
            return;
        }
        await ReadAheadAsync(engine.Clock.Now + store.Horizon.Ticks, cancel);
        _reading = KeepReadingAsync();
    }

    internal void Fire(IReadOnlyList<RunRef> due)
    {
        foreach (var run in due) _ = Task.Run(() => WakeAsync(run));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Who is being woken gets to end: the store is closed next.
        for (var i = 0; i < Width; i++) await _width.WaitAsync();
        _stop.Dispose();
    }

    private async Task WakeAsync(RunRef run)
    {
        await _width.WaitAsync();
        FailPoint.Hit("E3");
        try
        {
            await engine.WithSlotAsync(run.Key, async slot =>
            {
                if (await engine.FindAsync(slot, run.RunId) is not { } state) return false;
                if (engine.IsExpired(state))
                {
                    await engine.DeleteAsync(slot, state);
                    return true;
                }
                var changed = await engine.TransactAsync(slot, state, (t, _) => FireDue(t));
                // Nothing to write, but a task may have become ready, or this engine sees the run for the first time.
                if (!changed) engine.Publish(state, slot.LiveOf(run.RunId));
                // After a commit that was not confirmed the task that carried updates may be gone.
                await UpdateAdmission.CarryAsync(engine, slot, state);
                return changed;
            });
        }
        catch (Exception failure) when (!engine.Fenced.Task.IsCompleted)
        {
            // Nobody awaits a wake-up: whatever went wrong, the run must not be left without a timer.
            log.LogWarning(failure, "Run {RunId} was due but could not be woken; it is tried again.", run.RunId);
            engine.Timers.Arm(run, engine.Clock.Now + RetryAfter.Ticks);
        }
        catch (RpcStatusException)
        {
            // Fenced: whoever took over wakes the run.
            engine.Timers.Forget(run);
        }
        finally
        {
            engine.Skipper.AddBusy(-1);
            _width.Release();
        }
    }

    /// <summary>Does everything whose time has come; true when something changed.</summary>
    internal static bool FireDue(Transition t)
    {
        var run = t.Run;
        if (!run.IsOpen) return false;
        if (run.Volatile.Schedule is { } schedule)
        {
            if (schedule.NextDueTicks <= t.Now) ScheduleProcess.Advance(t);
            return t.HasChanges;
        }
        if (run.RunDeadline > 0 && t.Now >= run.RunDeadline)
        {
            RunEnd.TimeOut(t);
            return true;
        }
        if (run.Volatile.FirstTaskTicks > 0 && t.Now >= run.Volatile.FirstTaskTicks) EndBackoff(t);
        if (run.WorkflowTask is { } task) TimeOutTask(t, task);
        foreach (var (id, timer) in run.Timers.Where(timer => timer.Value.FireTicks <= t.Now).OrderBy(timer => timer.Value.FireTicks).ToList())
        {
            if (!run.FiredInBuffer.Contains(id)) FireTimer(t, id, timer);
        }
        foreach (var id in run.Activities.Keys.ToList())
        {
            if (run.FindActivity(id) is { } entry) ActivityLifecycle.ApplyTimeouts(t, entry);
        }
        return t.HasChanges;
    }

    private static void EndBackoff(Transition t)
    {
        t.Run.Volatile.FirstTaskTicks = 0;
        t.Touch();
        WorkflowTasks.Schedule(t);
    }

    private static void TimeOutTask(Transition t, WorkflowTaskState task)
    {
        if (RunDeadlines.NextOf(t.Run, task, readySince: long.MaxValue) > t.Now) return;
        WorkflowTasks.TimeOut(t, task.StartedEventId > 0 ? TimeoutType.StartToClose : TimeoutType.ScheduleToStart);
    }

    private static void FireTimer(Transition t, string timerId, TimerEntry timer)
    {
        var before = TimerMachine.Of(t.Run, timerId);
        t.Record(EventType.TimerFired, e => e.TimerFiredEventAttributes = new() { TimerId = timerId, StartedEventId = timer.StartedEventId });
        TimerMachine.Took(before, TimerMachine.Step.Fire, t.Run, timerId);
        WorkflowTasks.Schedule(t);
    }

    private async Task KeepReadingAsync()
    {
        // Half the horizon, so that a deadline is always read before it passes.
        using var timer = new PeriodicTimer(store.Horizon / 2, engine.Clock.Time);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            try
            {
                await ReadAheadAsync(engine.Clock.Now + store.Horizon.Ticks, _stop.Token);
            }
            catch (StoreUnavailableException unavailable)
            {
                log.LogWarning(unavailable, "Due runs could not be read; tried again in {Wait}.", store.Horizon / 2);
            }
        }
    }

    private async Task ReadAheadAsync(long until, CancellationToken cancel)
    {
        var due = await store.DueAsync(until, PageSize, cancel);
        // Also runs in memory: their later deadlines were left to this reading. Waking one too often changes nothing.
        foreach (var run in due) engine.Timers.Arm(run.Run, run.DueTicks);
        // More than a page: what comes first is armed, and reading goes on once that has been woken.
        if (due.Count == PageSize) engine.Timers.Sleep(due[^1].DueTicks, () => _ = ReadAheadAsync(until, _stop.Token));
    }
}
