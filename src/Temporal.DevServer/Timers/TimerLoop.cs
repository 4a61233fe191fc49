using Temporal.DevServer.State;
using Temporal.DevServer.TimeSkipping;

namespace Temporal.DevServer.Timers;

/// <summary>Wakes runs when they are due: a heap of due times, one system timer for the earliest.</summary>
internal sealed class TimerLoop : IDisposable
{
    /// <summary>A system timer cannot be armed for longer; it is simply armed again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<RunRef, long> _heap = new();
    private readonly Dictionary<RunRef, long> _armed = [];
    private readonly PriorityQueue<Action, long> _sleepers = new();
    private readonly ServerClock _clock;
    private readonly TimeSkipper _skipper;
    private readonly Action<IReadOnlyList<RunRef>> _fire;
    private readonly ITimer _timer;
    private bool _disposed;

    internal TimerLoop(ServerClock clock, TimeSkipper skipper, Action<IReadOnlyList<RunRef>> fire)
    {
        (_clock, _skipper, _fire) = (clock, skipper, fire);
        _timer = clock.Time.CreateTimer(static self => ((TimerLoop)self!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        skipper.Freed += Turn;
    }

    /// <summary>Sets when a run is next due, replacing what was set before.</summary>
    internal void Arm(RunRef run, long dueTicks)
    {
        lock (_lock)
        {
            if (_disposed) return;
            if (dueTicks == long.MaxValue)
            {
                _armed.Remove(run);
                return;
            }
            if (_armed.TryGetValue(run, out var set) && set == dueTicks) return;
            _armed[run] = dueTicks;
            _heap.Enqueue(run, dueTicks);
            if (_heap.Peek() == run) Rearm();
        }
    }

    internal void Forget(RunRef run)
    {
        lock (_lock) _armed.Remove(run);
    }

    /// <summary>Calls back once the server's clock reaches that time.</summary>
    internal void Sleep(long dueTicks, Action wake)
    {
        lock (_lock) _sleepers.Enqueue(wake, dueTicks);
        Turn();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _skipper.Freed -= Turn;
        }
        _timer.Dispose();
    }

    private void Turn()
    {
        var due = new List<RunRef>();
        var wakes = new List<Action>();
        lock (_lock)
        {
            if (_disposed) return;
            if (_skipper.MaySkip && Earliest() is { } next) _clock.SkipTo(next);
            TakeDue(due, wakes);
            // Still under the lock: a sleeper that locks time must do so before anything later can be skipped to.
            foreach (var wake in wakes) wake();
            // What is being fired holds time still until its transition is committed; the engine gives it back.
            _skipper.AddBusy(due.Count);
            Rearm();
        }
        if (due.Count > 0) _fire(due);
    }

    private void TakeDue(List<RunRef> due, List<Action> wakes)
    {
        var now = _clock.Now;
        while (_heap.TryPeek(out var run, out var ticks) && ticks <= now)
        {
            _heap.Dequeue();
            if (_armed.TryGetValue(run, out var armed) && armed == ticks)
            {
                _armed.Remove(run);
                due.Add(run);
            }
        }
        while (_sleepers.TryPeek(out var wake, out var ticks) && ticks <= now)
        {
            _sleepers.Dequeue();
            wakes.Add(wake);
        }
    }

    private long? Earliest()
    {
        while (_heap.TryPeek(out var run, out var ticks) && (!_armed.TryGetValue(run, out var armed) || armed != ticks)) _heap.Dequeue();
        long? earliest = _heap.TryPeek(out _, out var first) ? first : null;
        return _sleepers.TryPeek(out _, out var sleeper) && (earliest is null || sleeper < earliest) ? sleeper : earliest;
    }

    private void Rearm()
    {
        if (Earliest() is not { } next)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }
        var wait = TimeSpan.FromTicks(Math.Max(0, next - _clock.Now));
        // Rounded up: a timer that fires a hair early would turn for nothing.
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(rounded < LongestWait ? rounded : LongestWait, Timeout.InfiniteTimeSpan);
    }
}
