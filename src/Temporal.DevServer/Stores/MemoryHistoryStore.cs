using Temporal.DevServer.Hosting;
using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores.Files;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>Everything in this process; gone with it, unless there is a file to keep it in. For tests, time skipping and one developer's machine.</summary>
/// <param name="file">Where everything is kept as well, and found by the next process; null for nowhere. It is this store's to close.</param>
internal sealed class MemoryHistoryStore(StoreFile? file = null) : IHistoryStore
{
    // A file with several times the records that would say the same is written anew when it is opened.
    private const int WorthRewriting = 1_000;
    private const int Wordiness = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<WorkflowKey, string> _current = [];
    private readonly Dictionary<RunRef, Row> _runs = [];
    private readonly Dictionary<string, NamespaceRecord> _namespaces = [];
    private byte[] _secret = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
    private bool _isRead;
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
            root.ReadFile();
            _own = ++root._epoch;
            root.Keep(new StoreRecord.Opened(_own, root._secret));
            return Task.FromResult(new StoreOpening(_own, root._secret, [.. root._namespaces.Values], Anchor: root._anchor));
        }
    }

    public Task AnchorAsync(ClockAnchor anchor, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            if (Root._epoch != _own) return Task.CompletedTask;
            Root.Keep(new StoreRecord.Anchored(anchor));
            Root._anchor = anchor;
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
            root.Keep(new StoreRecord.Committed(commit));
            root.Apply(commit);
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
            Root.Keep(new StoreRecord.Deleted(run));
            Root.Remove(run);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            Root.Keep(new StoreRecord.NamespaceSaved(record));
            Root._namespaces[record.Name] = record;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteNamespaceAsync(string name, CancellationToken cancel)
    {
        lock (Root._lock)
        {
            Root.Keep(new StoreRecord.NamespaceDeleted(name));
            Root._namespaces.Remove(name);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock) file?.Dispose();
        return ValueTask.CompletedTask;
    }

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

    // Before it is applied: what could not be kept did not happen.
    private void Keep(StoreRecord record)
    {
        if (file is null) return;
        // Somebody else may have it by now.
        if (!file.IsOpen) throw new StoreFencedException(_own);
        file.Append(StoreRecordFormat.Write(record));
    }

    private void ReadFile()
    {
        if (file is null || _isRead) return;
        // A try before may have ended at a damaged place.
        _runs.Clear();
        _current.Clear();
        _namespaces.Clear();
        var records = file.Open(record => Replay(StoreRecordFormat.Read(record)));
        _isRead = true;
        if (records > WorthRewriting && records > Wordiness * (_runs.Count + _namespaces.Count)) file.Rewrite(Whole().Select(StoreRecordFormat.Write));
    }

    private void Replay(StoreRecord record)
    {
        switch (record)
        {
            case StoreRecord.Opened opened:
                (_epoch, _secret) = (opened.Epoch, opened.Secret);
                break;
            case StoreRecord.Committed committed:
                Apply(committed.Commit);
                break;
            case StoreRecord.Deleted deleted:
                Remove(deleted.Run);
                break;
            case StoreRecord.NamespaceSaved saved:
                _namespaces[saved.Namespace.Name] = saved.Namespace;
                break;
            case StoreRecord.NamespaceDeleted deleted:
                _namespaces.Remove(deleted.Name);
                break;
            case StoreRecord.Anchored anchored:
                _anchor = anchored.Anchor;
                break;
        }
    }

    /// <summary>What there is, in as few records as say it.</summary>
    private IEnumerable<StoreRecord> Whole()
    {
        yield return new StoreRecord.Opened(_epoch, _secret);
        if (_anchor is not null) yield return new StoreRecord.Anchored(_anchor);
        foreach (var known in _namespaces.Values) yield return new StoreRecord.NamespaceSaved(known);
        foreach (var (run, row) in _runs)
        {
            var write = new RunWrite { Run = run, ExpectedVersion = row.Version - 1, Events = row.Events, Volatile = row.Volatile, NextDue = row.NextDue, Summary = row.Summary };
            yield return new StoreRecord.Committed(new(run.Key, [write], _current.GetValueOrDefault(run.Key) == run.RunId ? run.RunId : null));
        }
    }

    private void Remove(RunRef run)
    {
        _runs.Remove(run);
        if (_current.GetValueOrDefault(run.Key) == run.RunId) _current.Remove(run.Key);
    }

    private void Apply(StoreCommit commit)
    {
        foreach (var write in commit.Writes) Apply(write);
        if (commit.NewCurrent is not null) _current[commit.Key] = commit.NewCurrent;
    }

    private void Apply(RunWrite write)
    {
        if (!_runs.TryGetValue(write.Run, out var row)) _runs[write.Run] = row = new(write.Summary!);
        row.Version = write.ExpectedVersion + 1;
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
