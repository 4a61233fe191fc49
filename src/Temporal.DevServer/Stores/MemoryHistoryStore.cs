using Temporal.DevServer.Hosting;
using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>Everything in this process; gone with it. For tests and time skipping.</summary>
internal sealed class MemoryHistoryStore : IHistoryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<WorkflowKey, string> _current = [];
    private readonly Dictionary<RunRef, Row> _runs = [];
    private readonly Dictionary<string, NamespaceRecord> _namespaces = [];
    private readonly byte[] _secret = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
    private long _epoch;
    private ClockAnchor? _anchor;

    public TimeSpan Horizon => TimeSpan.MaxValue;

    public int CacheSize => int.MaxValue;

    /// <summary>The epoch this view of the store writes under; a second engine gets its own by <see cref="Share"/>.</summary>
    private long _own;
    private MemoryHistoryStore? _shared;

    /// <summary>Another engine's view of the same data, so that take-over can be tried without a database.</summary>
    internal MemoryHistoryStore Share() => new() { _shared = Root };

    private MemoryHistoryStore Root => _shared ?? this;

    public Task<StoreOpening> OpenAsync(CancellationToken cancel)
    {
        var root = Root;
        lock (root._lock)
        {
            _own = ++root._epoch;
            return Task.FromResult(new StoreOpening(_own, root._secret, [.. root._namespaces.Values], Anchor: root._anchor));
        }
    }

    public Task AnchorAsync(ClockAnchor anchor, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            if (Root._epoch == _own) Root._anchor = anchor;
        }
        return Task.CompletedTask;
    }

    public ValueTask CommitAsync(StoreCommit commit)
    {
        var root = Root;
        lock (root._lock)
        {
            if (root._epoch != _own) throw new StoreFencedException(_own);
            root.Check(commit);
            foreach (var write in commit.Writes) root.Apply(write);
            if (commit.NewCurrent is not null) root._current[commit.Key] = commit.NewCurrent;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> FindCurrentAsync(WorkflowKey key, CancellationToken cancel)
    {
        lock (Root._lock) return ValueTask.FromResult(Root._current.GetValueOrDefault(key));
    }

    public ValueTask<StoredRun?> LoadAsync(RunRef run, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            return ValueTask.FromResult(Root._runs.TryGetValue(run, out var row)
                ? new StoredRun(run, row.Version, [.. row.Events], row.Volatile) : null);
        }
    }

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadAsync(RunRef run, long first, long end, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            IReadOnlyList<HistoryEvent> events = Root._runs.TryGetValue(run, out var row)
                ? [.. row.Events.Skip((int)(first - 1)).TakeWhile(e => e.EventId < end)] : [];
            return ValueTask.FromResult(events);
        }
    }

    public ValueTask<IReadOnlyList<DueRun>> DueAsync(long untilTicks, int limit, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            IReadOnlyList<DueRun> due = [.. Root._runs.Where(r => r.Value.NextDue <= untilTicks)
                .Select(r => new DueRun(r.Key, r.Value.NextDue)).OrderBy(d => d.DueTicks).Take(limit)];
            return ValueTask.FromResult(due);
        }
    }

    public ValueTask<IReadOnlyList<RunSummary>> ListAsync(VisibilityQuery query, ListPageToken? after, int limit, CancellationToken cancel)
    {
        var matching = Matching(query);
        var ordered = query.OrderBy is null
            ? matching.OrderByDescending(r => r.StartTicks).ThenByDescending(r => r.Run.RunId, StringComparer.Ordinal)
            : Ordered(matching, query.OrderBy, query.Descending);
        IReadOnlyList<RunSummary> page = [.. ordered.Skip((int)(after?.Offset ?? 0)).Take(limit)];
        return ValueTask.FromResult(page);
    }

    public ValueTask<IReadOnlyList<VisibilityCount>> CountAsync(VisibilityQuery query, CancellationToken cancel)
    {
        IReadOnlyList<VisibilityCount> counts = query.GroupBy is null
            ? [new("", Matching(query).Count)]
            : [.. Matching(query).GroupBy(r => r.Status.ToString()).Select(g => new VisibilityCount(g.Key, g.Count()))];
        return ValueTask.FromResult(counts);
    }

    public ValueTask DeleteAsync(RunRef run, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            Root._runs.Remove(run);
            if (Root._current.GetValueOrDefault(run.Key) == run.RunId) Root._current.Remove(run.Key);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancel)
    {
        lock (Root._lock) Root._namespaces[record.Name] = record;
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteNamespaceAsync(string name, CancellationToken cancel)
    {
        lock (Root._lock) Root._namespaces.Remove(name);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IOrderedEnumerable<RunSummary> Ordered(List<RunSummary> runs, string orderBy, bool descending)
    {
        var by = Comparer<object?>.Create(FilterEvaluator.CompareValues);
        var ordered = descending
            ? runs.OrderByDescending(r => SystemAttributes.Read(r, orderBy), by)
            : runs.OrderBy(r => SystemAttributes.Read(r, orderBy), by);
        return ordered.ThenBy(r => r.Run.RunId, StringComparer.Ordinal);
    }

    private List<RunSummary> Matching(VisibilityQuery query)
    {
        lock (Root._lock)
        {
            var types = Root._namespaces.GetValueOrDefault(ScheduleKeys.Owner(query.Namespace))?.SearchAttributes ?? new Dictionary<string, IndexedValueType>();
            var filter = new FilterEvaluator(new(types));
            return [.. Root._runs.Values.Select(r => r.Summary).Where(s => s.Run.Key.Namespace == query.Namespace && filter.Matches(query.Where, s))];
        }
    }

    private void Check(StoreCommit commit)
    {
        if (commit.NewCurrent is not null)
        {
            var current = _current.GetValueOrDefault(commit.Key);
            if (commit.ReplacedCurrent is null && current is not null) throw new CurrentRunExistsException(current);
            if (commit.ReplacedCurrent is not null && current != commit.ReplacedCurrent) throw new StoreFencedException(_own);
        }
        foreach (var write in commit.Writes)
        {
            var version = _runs.TryGetValue(write.Run, out var row) ? row.Version : 0;
            if (version != write.ExpectedVersion) throw new StoreFencedException(_own);
        }
    }

    private void Apply(RunWrite write)
    {
        if (!_runs.TryGetValue(write.Run, out var row)) _runs[write.Run] = row = new(write.Summary!);
        row.Version++;
        row.Events.AddRange(write.Events);
        row.Volatile = write.Volatile;
        row.NextDue = write.NextDue;
        if (write.Summary is not null) row.Summary = write.Summary;
    }

    private sealed class Row(RunSummary summary)
    {
        internal long Version { get; set; }

        internal List<HistoryEvent> Events { get; } = [];

        internal byte[] Volatile { get; set; } = [];

        internal long NextDue { get; set; } = long.MaxValue;

        internal RunSummary Summary { get; set; } = summary;
    }
}
