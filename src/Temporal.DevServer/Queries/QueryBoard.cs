using System.Collections.Concurrent;

namespace Temporal.DevServer.Queries;

/// <summary>Queries handed out as tasks of their own, by id.</summary>
internal sealed class QueryBoard
{
    private readonly ConcurrentDictionary<string, PendingQuery> _open = new();

    internal void Add(PendingQuery query) => _open[query.Id] = query;

    internal PendingQuery? Find(string id) => _open.GetValueOrDefault(id);

    internal void Remove(PendingQuery query) => _open.TryRemove(query.Id, out _);
}
