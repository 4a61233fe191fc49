namespace Temporal.DevServer.State;

/// <summary>The newest events of a run, kept so that a worker's next task needs no read of the store.</summary>
internal sealed class HistoryTail
{
    /// <summary>Histories up to this many events are held whole; longer ones only from the last completed task on.</summary>
    private const int HeldWhole = 256;

    private readonly List<HistoryEvent> _events = [];

    internal long FirstEventId { get; private set; } = 1;

    internal void Add(HistoryEvent written) => _events.Add(written);

    /// <summary>Lets go of events no worker with a warm cache will ask for.</summary>
    internal void Trim(long keepFrom)
    {
        if (_events.Count <= HeldWhole || keepFrom <= FirstEventId) return;
        var drop = (int)Math.Min(keepFrom - FirstEventId, _events.Count);
        _events.RemoveRange(0, drop);
        FirstEventId += drop;
    }

    internal bool Holds(long firstEventId) => firstEventId >= FirstEventId;

    /// <summary>Held events with ids from <paramref name="first"/> up to but not including <paramref name="end"/>.</summary>
    internal IEnumerable<HistoryEvent> Range(long first, long end)
    {
        for (var i = (int)(first - FirstEventId); i < _events.Count && _events[i].EventId < end; i++) yield return _events[i];
    }
}
