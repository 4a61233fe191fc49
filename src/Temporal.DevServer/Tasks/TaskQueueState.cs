namespace Temporal.DevServer.Tasks;

/// <summary>One queue: tasks wait for pollers, or pollers for tasks, first come first served.</summary>
internal sealed class TaskQueueState
{
    private const int RememberedPollers = 100;

    private readonly Lock _lock = new();
    private readonly LinkedList<TaskRef> _tasks = [];
    private readonly HashSet<TaskRef> _known = [];
    private readonly LinkedList<Poller> _pollers = [];
    private readonly Dictionary<string, long> _seen = [];
    private DispatchRate? _rate;
    private ITimer? _pause;

    /// <summary>Last poll, in ticks of the system clock.</summary>
    internal long LastPollTicks { get; private set; }

    internal int Backlog
    {
        get
        {
            lock (_lock) return _tasks.Count;
        }
    }

    internal bool HasPollers
    {
        get
        {
            lock (_lock) return _pollers.Count > 0;
        }
    }

    /// <summary>Hands out no more than so many tasks in a second from now on; the last worker that says so decides.</summary>
    internal void Limit(double perSecond, TimeProvider time)
    {
        lock (_lock)
        {
            if (_rate?.PerSecond == perSecond) return;
            _rate = new(perSecond, time);
            _pause ??= time.CreateTimer(_ => GoOn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Pair();
        }
    }

    /// <summary>Hands the task to the longest waiting poller, or keeps it; the same task is kept once.</summary>
    internal void Add(TaskRef task)
    {
        lock (_lock)
        {
            if (_rate is not null)
            {
                if (_known.Add(task)) _tasks.AddLast(task);
                Pair();
                return;
            }

            while (_pollers.First is { } first)
            {
                _pollers.RemoveFirst();
                if (first.Value.TryGive(task)) return;
            }
            if (_known.Add(task)) _tasks.AddLast(task);
        }
    }

    /// <summary>Gives the poller a waiting task at once, or lets it wait.</summary>
    internal void Join(Poller poller, long nowTicks)
    {
        lock (_lock)
        {
            LastPollTicks = nowTicks;
            if (_seen.Count < RememberedPollers || _seen.ContainsKey(poller.Identity)) _seen[poller.Identity] = nowTicks;
            if (_rate is not null)
            {
                _pollers.AddLast(poller);
                Pair();
                return;
            }

            if (_tasks.First is { } first)
            {
                _tasks.RemoveFirst();
                _known.Remove(first.Value);
                poller.TryGive(first.Value);
                return;
            }
            _pollers.AddLast(poller);
        }
    }

    /// <summary>Ends a poll without a task. A task given in the same instant stays given.</summary>
    internal void Leave(Poller poller, long nowTicks)
    {
        lock (_lock)
        {
            _pollers.Remove(poller);
            // A long poll that just ended was a live worker until this moment.
            LastPollTicks = nowTicks;
        }
        poller.TryGive(null);
    }

    /// <summary>Ends all polls of a worker that shuts down.</summary>
    internal void Dismiss(string instanceKey)
    {
        List<Poller> leaving;
        lock (_lock)
        {
            leaving = [.. _pollers.Where(p => p.InstanceKey == instanceKey)];
            foreach (var poller in leaving) _pollers.Remove(poller);
        }
        foreach (var poller in leaving) poller.TryGive(null);
    }

    /// <summary>Empties the queue, forgetting that anybody polled it; what waited is returned.</summary>
    internal IReadOnlyList<TaskRef> Drain()
    {
        lock (_lock)
        {
            TaskRef[] waiting = [.. _tasks];
            _tasks.Clear();
            _known.Clear();
            LastPollTicks = 0;
            return waiting;
        }
    }

    internal IReadOnlyList<PollerSighting> Sightings(long sinceTicks)
    {
        lock (_lock) return [.. _seen.Where(s => s.Value >= sinceTicks).Select(s => new PollerSighting(s.Key, s.Value))];
    }

    private void GoOn()
    {
        lock (_lock) Pair();
    }

    // Brings waiting tasks and pollers together as fast as the rate allows; called under the lock.
    private void Pair()
    {
        while (_tasks.First is { } task && _pollers.First is { } poller)
        {
            if (!_rate!.TryTake(out var wait))
            {
                _pause!.Change(wait, Timeout.InfiniteTimeSpan);
                return;
            }

            _pollers.RemoveFirst();
            if (!poller.Value.TryGive(task.Value)) continue;
            _tasks.RemoveFirst();
            _known.Remove(task.Value);
        }
    }
}
