using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Hitl.Sandbox.Journaling;

/// <summary>Rows by key, in order of arrival, remembered by the journal. Callers read and write inside <see cref="Journal.Change{T}"/>.</summary>
internal sealed class DurableTable<T> where T : class
{
    private readonly OrderedDictionary<string, T> _rows = [];
    private readonly Journal _journal;
    private readonly string _name;

    public DurableTable(Journal journal, string name)
    {
        (_journal, _name) = (journal, name);
        foreach (var (key, value) in journal.Replayed(name)) _rows[key] = value.Deserialize<T>(WireJson.Options)!;
    }

    public IReadOnlyCollection<T> Rows => _rows.Values;

    public int Count => _rows.Count;

    public bool TryFind(string key, [NotNullWhen(true)] out T? row) => _rows.TryGetValue(key, out row);

    public T? Find(string key) => _rows.GetValueOrDefault(key);

    public T Put(string key, T row)
    {
        _journal.Put(_name, key, WireJson.ToNode(row));
        _rows[key] = row;
        return row;
    }

    public void Remove(string key)
    {
        if (!_rows.Remove(key)) return;
        _journal.Put(_name, key, null);
    }

    public void Clear()
    {
        foreach (var key in _rows.Keys) _journal.Put(_name, key, null);
        _rows.Clear();
    }
}
