namespace Temporalio.Runtime;

/// <summary>Runs kept between their tasks; the ones not used for longest make room.</summary>
internal sealed class WorkflowCache(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Runs kept now, those in use included.</summary>
    internal int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Takes a run for one task; waits while another task of it is processed.</summary>
    internal async Task<Entry> AcquireAsync(string runId, CancellationToken cancel)
    {
        var entry = Use(runId);
        try
        {
            await entry.Gate.WaitAsync(cancel).ConfigureAwait(false);
            return entry;
        }
        catch (OperationCanceledException)
        {
            Leave(entry);
            throw;
        }
    }

    /// <summary>Gives a run back.</summary>
    internal void Release(Entry entry)
    {
        entry.Gate.Release();
        Leave(entry);
    }

    /// <summary>Forgets a run; if it is in use, as soon as it is given back.</summary>
    internal void Evict(string runId)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(runId, out var node)) return;
            node.Value.IsEvicted = true;
            if (node.Value.Users == 0 && !node.Value.IsWorthKeeping) Remove(node);
        }
    }

    private Entry Use(string runId)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(runId, out var node)) _byUse.Remove(node);
            else _entries[runId] = node = new LinkedListNode<Entry>(new Entry(runId));
            _byUse.AddFirst(node);
            node.Value.Users++;
            return node.Value;
        }
    }

    private void Leave(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Users > 0) return;
            if (!entry.IsWorthKeeping) Remove(_entries[entry.RunId]);
            for (var node = _byUse.Last; node is not null && _entries.Count > capacity;)
            {
                var previous = node.Previous;
                if (node.Value is { Users: 0, Run: null or { AwaitsLocalActivities: false } }) Remove(node);
                node = previous;
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.RunId);
        _byUse.Remove(node);
    }

    internal sealed class Entry(string runId)
    {
        internal string RunId { get; } = runId;

        /// <summary>The run as its last task left it; null if the next one has to replay.</summary>
        internal WorkflowRun? Run { get; set; }

        /// <summary>Times the run's activations.</summary>
        internal ActivationClock? Clock { get; set; }

        /// <summary>Code of this run that was given up and still keeps a thread busy.</summary>
        internal WorkflowDeadlockException? Deadlock { get; set; }

        internal SemaphoreSlim Gate { get; } = new(1, 1);

        internal int Users { get; set; }

        internal bool IsEvicted { get; set; }

        // Code that still blocks a thread is kept in mind, or each retry of its task would block another one.
        internal bool IsWorthKeeping => Deadlock is { Running.IsCompleted: false } || (Run is not null && !IsEvicted);
    }
}
