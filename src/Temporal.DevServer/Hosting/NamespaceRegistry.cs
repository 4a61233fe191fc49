using System.Collections.Concurrent;
using Temporal.DevServer.Stores;

namespace Temporal.DevServer.Hosting;

/// <summary>The namespaces of a server; stored, so that they outlive it.</summary>
internal sealed class NamespaceRegistry(IHistoryStore store, IEnumerable<NamespaceRecord> known)
{
    private static readonly long DefaultRetention = TimeSpan.FromDays(30).Ticks;

    private readonly ConcurrentDictionary<string, NamespaceEntry> _entries = new(known.Select(r => KeyValuePair.Create(r.Name, new NamespaceEntry(r))));

    // Their names are not free again before they are empty.
    private readonly ConcurrentDictionary<string, bool> _leaving = new();

    internal IEnumerable<NamespaceEntry> All => _entries.Values.OrderBy(e => e.Name, StringComparer.Ordinal);

    /// <exception cref="RpcStatusException">NOT_FOUND with its own detail.</exception>
    internal NamespaceEntry Require(string name) =>
        name.Length == 0 ? throw Failures.InvalidArgument("Namespace not set on request.")
        : _entries.TryGetValue(name, out var entry) ? entry : throw Failures.NamespaceNotFound(name);

    internal NamespaceEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>Registers a namespace unless it exists; true when it is new.</summary>
    internal async ValueTask<bool> AddAsync(string name, string description, string owner, long retentionTicks, CancellationToken cancel)
    {
        var record = new NamespaceRecord(name, Guid.NewGuid().ToString(), description, owner,
            retentionTicks > 0 ? retentionTicks : DefaultRetention, new Dictionary<string, IndexedValueType>());
        if (_leaving.ContainsKey(name) || !_entries.TryAdd(name, new(record))) return false;
        await store.SaveNamespaceAsync(record, cancel);
        return true;
    }

    /// <summary>Closes a namespace to all calls, has it emptied, and forgets it. If that fails it is open again, with what is left in it.</summary>
    /// <exception cref="RpcStatusException">NOT_FOUND: somebody else is deleting it.</exception>
    internal async ValueTask RemoveAsync(NamespaceEntry entry, Func<ValueTask> empty)
    {
        if (!_leaving.TryAdd(entry.Name, true)) throw Failures.NamespaceNotFound(entry.Name);
        try
        {
            if (!_entries.TryRemove(KeyValuePair.Create(entry.Name, entry))) throw Failures.NamespaceNotFound(entry.Name);
            await EmptyAsync(entry, empty);
        }
        finally
        {
            _leaving.TryRemove(entry.Name, out _);
        }
    }

    internal async ValueTask ReplaceAsync(NamespaceEntry entry, NamespaceRecord changed, CancellationToken cancel)
    {
        await store.SaveNamespaceAsync(changed, cancel);
        entry.Replace(changed);
    }

    private async ValueTask EmptyAsync(NamespaceEntry entry, Func<ValueTask> empty)
    {
        try
        {
            await empty();
            await store.DeleteNamespaceAsync(entry.Name, default);
        }
        catch
        {
            _entries.TryAdd(entry.Name, entry);
            throw;
        }
    }
}
