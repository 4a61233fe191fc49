using Hitl.FailPoints;
using Temporal.DevServer.Errands;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Queries;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Tasks;
using Temporal.DevServer.Timers;
using Temporal.DevServer.TimeSkipping;
using Temporal.DevServer.Updates;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Engine;

/// <summary>Runs transitions: load, change, commit, then publish what follows from the new state.</summary>
internal sealed class WorkflowEngine : ITransitionScope, IAsyncDisposable
{
    /// <summary>Wait before a run whose commit was not confirmed is looked at again.</summary>
    private static readonly TimeSpan UnconfirmedCheck = TimeSpan.FromSeconds(1);

    private readonly IHistoryStore _store;
    private readonly SlotTable _slots;
    private readonly DueRuns _due;
    private readonly ErrandRunner _errands;
    private readonly ILogger _log;
    private long _taskId;

    private WorkflowEngine(IHistoryStore store, ServerClock clock, TimeSkipper skipper, StoreOpening opening, ILogger log)
    {
        (_store, Clock, Skipper, _log) = (store, clock, skipper, log);
        Epoch = opening.Epoch;
        _taskId = opening.Epoch << 36;
        Matching = new(clock.Time);
        Tokens = new(opening.Secret);
        _slots = new(store.CacheSize, clock.Time);
        _due = new(this, store, log);
        _errands = new(this, log);
        Limits = new(log);
        Timers = new(clock, skipper, _due.Fire);
    }

    internal ServerClock Clock { get; }

    internal TimeSkipper Skipper { get; }

    internal TimerLoop Timers { get; }

    internal Matching Matching { get; }

    internal QueryBoard Queries { get; } = new();

    internal TaskTokens Tokens { get; }

    internal HistoryLimits Limits { get; }

    internal IHistoryStore Store => _store;

    internal long Epoch { get; }

    /// <summary>Workflow ids held in memory.</summary>
    internal int InMemory => _slots.Count;

    /// <summary>How long closed runs of a namespace are kept, in ticks; zero for ever.</summary>
    internal required Func<string, long> Retention { get; init; }

    /// <summary>Completes when another engine took over: this one refuses everything from then on.</summary>
    internal TaskCompletionSource Fenced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes the store over and starts waking what is due.</summary>
    internal static async Task<WorkflowEngine> StartAsync(
        IHistoryStore store, StoreOpening opening, ServerClock clock, TimeSkipper skipper, Func<string, long> retention, ILogger log, CancellationToken cancel)
    {
        var engine = new WorkflowEngine(store, clock, skipper, opening, log) { Retention = retention };
        FailPoint.Hit("E6");
        await engine._due.StartAsync(cancel);
        return engine;
    }

    public long NextTaskId() => Interlocked.Increment(ref _taskId);

    public bool IsPolled(string @namespace, string stickyQueue) => Matching.IsPolled(new(@namespace, stickyQueue, TaskQueueType.Workflow));

    /// <summary>Changes a run. An empty run id means the current one.</summary>
    /// <exception cref="RpcStatusException">No such run, or the change refused.</exception>
    internal async ValueTask<T> ChangeAsync<T>(WorkflowKey key, string runId, Func<Transition, RunLive, T> change)
    {
        var slot = await _slots.EnterAsync(key);
        try
        {
            var run = await RequireAsync(slot, runId);
            return await TransactAsync(slot, run, change);
        }
        finally
        {
            _slots.Release(slot);
        }
    }

    /// <summary>Looks at a run. An empty run id means the current one.</summary>
    internal async ValueTask<T> ReadAsync<T>(WorkflowKey key, string runId, Func<RunState, RunLive, ValueTask<T>> read)
    {
        var slot = await _slots.EnterAsync(key);
        try
        {
            var run = await RequireAsync(slot, runId);
            return await read(run, slot.LiveOf(run.Self.RunId));
        }
        finally
        {
            _slots.Release(slot);
        }
    }

    /// <summary>Works on a whole workflow id under its gate: starts, and whatever may change which run is current.</summary>
    internal async ValueTask<T> WithSlotAsync<T>(WorkflowKey key, Func<WorkflowSlot, ValueTask<T>> work)
    {
        var slot = await _slots.EnterAsync(key);
        try
        {
            return await work(slot);
        }
        finally
        {
            _slots.Release(slot);
        }
    }

    internal async ValueTask<T> TransactAsync<T>(WorkflowSlot slot, RunState run, Func<Transition, RunLive, T> change)
    {
        var transition = new Transition(run, Clock.Now, this);
        T result;
        try
        {
            result = change(transition, slot.LiveOf(run.Self.RunId));
            Limits.Enforce(transition);
        }
        catch (Exception)
        {
            // Half a change must not be seen by the next one; the store still has the whole truth.
            if (transition.HasChanges) slot.Invalidate();
            throw;
        }
        if (transition.HasChanges) await CommitAsync(slot, [transition]);
        return result;
    }

    /// <summary>Commits transitions of one workflow together, then publishes them.</summary>
    internal async ValueTask CommitAsync(WorkflowSlot slot, IReadOnlyList<Transition> transitions, string? newCurrent = null)
    {
        if (Fenced.Task.IsCompleted) throw Failures.Unavailable("Another engine took over.");
        var all = transitions.SelectMany(t => t.Successor is null ? new[] { t } : [t, t.Successor]).ToList();
        // An open run is the current one, so its successor takes its place.
        newCurrent ??= transitions.Select(t => t.Successor?.Run.Self.RunId).FirstOrDefault(id => id is not null);
        var commit = new StoreCommit(slot.Key, [.. all.Select(Write)], newCurrent, newCurrent is null ? null : slot.CurrentRunId);
        try
        {
            await _store.CommitAsync(commit);
        }
        catch (StoreFencedException fenced)
        {
            slot.Invalidate();
            if (Fenced.TrySetResult()) _log.LogError("Epoch {Epoch} was fenced: another engine took over the store.", fenced.Epoch);
            throw Failures.Unavailable("Another engine took over.");
        }
        catch
        {
            slot.Invalidate();
            // It may have been written after all: then nobody has been told of its tasks and timers yet.
            foreach (var transition in all) Timers.Arm(transition.Run.Self, Clock.Now + UnconfirmedCheck.Ticks);
            throw;
        }
        if (newCurrent is not null) (slot.CurrentKnown, slot.CurrentRunId) = (true, newCurrent);
        FailPoint.Hit("E4");
        foreach (var transition in all) Settle(slot, transition.Run);
    }

    /// <summary>Whether a closed run has been kept as long as its namespace asks, and owes nobody anything.</summary>
    internal bool IsExpired(RunState run) =>
        !run.IsOpen && !ErrandList.IsPending(run) && Retention(run.Self.Key.Namespace) is var kept and > 0 && Clock.Now >= run.CloseTicks + kept;

    /// <summary>Removes a closed run and its history for good.</summary>
    internal async ValueTask DeleteAsync(WorkflowSlot slot, RunState run)
    {
        await _store.DeleteAsync(run.Self, default);
        Timers.Forget(run.Self);
        slot.Invalidate();
        if (slot.Live.Remove(run.Self.RunId, out var live)) live.Pulse();
    }

    internal async ValueTask<RunState> RequireAsync(WorkflowSlot slot, string runId) =>
        await FindAsync(slot, runId) ?? throw Failures.NotFound(
            runId.Length == 0 ? $"workflow not found for ID: {slot.Key.WorkflowId}" : $"workflow not found for ID: {slot.Key.WorkflowId} and run ID: {runId}");

    internal async ValueTask<RunState?> FindAsync(WorkflowSlot slot, string runId)
    {
        if (Fenced.Task.IsCompleted) throw Failures.Unavailable("Another engine took over.");
        if (runId.Length == 0)
        {
            if (!slot.CurrentKnown) (slot.CurrentRunId, slot.CurrentKnown) = (await _store.FindCurrentAsync(slot.Key, default), true);
            if (slot.CurrentRunId is null) return null;
            runId = slot.CurrentRunId;
        }
        if (slot.Runs.TryGetValue(runId, out var cached)) return cached;
        if (!Guid.TryParse(runId, out _)) throw Failures.InvalidArgument("Invalid RunId.");
        if (await _store.LoadAsync(new(slot.Key, runId), default) is not { } stored) return null;
        var run = Rebuild(stored);
        slot.Runs[runId] = run;
        // A successor is made current in the same commit as its start, so the id must be known first.
        if (!slot.CurrentKnown) (slot.CurrentRunId, slot.CurrentKnown) = (await _store.FindCurrentAsync(slot.Key, default), true);
        return run;
    }

    /// <summary>Events of a run, from memory if they are still there.</summary>
    internal async ValueTask<IEnumerable<HistoryEvent>> EventsAsync(RunState run, long first, long end) =>
        run.Tail.Holds(first) ? run.Tail.Range(first, end).ToList() : await _store.ReadAsync(run.Self, first, end, default);

    /// <summary>Hands ready tasks to matching, sets the run's timer and wakes who waits. Safe to repeat.</summary>
    internal void Publish(RunState run, RunLive live)
    {
        var now = Clock.Now;
        TaskDispatch.Dispatch(run, live, now, Matching);
        QueryDispatch.Release(run, live, this);
        if (!run.IsOpen) UpdateAdmission.Abort(run, live);
        _errands.Send(run, live);
        var next = Next(run, now);
        if (next - now <= _store.Horizon.Ticks || _store.Horizon == TimeSpan.MaxValue) Timers.Arm(run.Self, next);
        else Timers.Forget(run.Self);
        live.Pulse();
        var busy = BusyCount.Of(run, now);
        var change = busy - live.Busy;
        live.Busy = busy;
        Skipper.AddBusy(change);
    }

    public async ValueTask DisposeAsync()
    {
        Timers.Dispose();
        await _due.DisposeAsync();
        await _errands.DisposeAsync();
    }

    /// <summary>A run from what the store holds of it: its history applied, the volatile part laid over it.</summary>
    internal static RunState Rebuild(StoredRun stored)
    {
        var run = new RunState(stored.Run);
        foreach (var written in stored.Events) EventApplier.Apply(run, written);
        run.Restore(RunVolatile.Parser.ParseFrom(stored.Volatile));
        run.Version = stored.Version;
        run.VisibilityChanged = false;
        return run;
    }

    /// <summary>When a run next needs attention; a closed one when its time in the store is over.</summary>
    private long Next(RunState run, long readySince)
    {
        var next = RunDeadlines.Next(run, readySince);
        if (run.IsOpen || next < long.MaxValue) return next;
        return Retention(run.Self.Key.Namespace) is var kept and > 0 ? run.CloseTicks + kept : long.MaxValue;
    }

    private RunWrite Write(Transition t) => new()
    {
        Run = t.Run.Self,
        ExpectedVersion = t.Run.Version,
        Events = t.Written,
        Volatile = Stored(t.Run.Volatile),
        // A task nobody has started yet is due at once: that is how a new engine finds it.
        NextDue = Next(t.Run, readySince: 0),
        Summary = t.Run.VisibilityChanged ? RunSummary.Of(t.Run) : null,
    };

    /// <summary>A speculative task is not stored: it dies with this process, as the updates it carries do.</summary>
    internal static byte[] Stored(RunVolatile state)
    {
        if (state.WorkflowTask is not { Speculative: true } speculative) return state.ToByteArray();
        state.WorkflowTask = null;
        var bytes = state.ToByteArray();
        state.WorkflowTask = speculative;
        return bytes;
    }

    private void Settle(WorkflowSlot slot, RunState run)
    {
        run.Version++;
        run.VisibilityChanged = false;
        slot.Runs[run.Self.RunId] = run;
        Publish(run, slot.LiveOf(run.Self.RunId));
    }
}
