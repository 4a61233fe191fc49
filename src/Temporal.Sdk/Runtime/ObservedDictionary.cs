using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Runtime;

/// <summary>A dictionary that tells of every entry set.</summary>
internal sealed class ObservedDictionary<TValue>(
    IReadOnlyDictionary<string, TValue> initial, Action<string, TValue> onSetting, Action<string>? onSet = null) : IDictionary<string, TValue>
{
    private readonly Dictionary<string, TValue> _entries = new(initial);

    public ICollection<string> Keys => _entries.Keys;

    public ICollection<TValue> Values => _entries.Values;

    public int Count => _entries.Count;

    public bool IsReadOnly => false;

    public TValue this[string key]
    {
        get => _entries[key];
        set
        {
            onSetting(key, value);
            _entries[key] = value;
            onSet?.Invoke(key);
        }
    }

    public void Add(string key, TValue value)
    {
        if (_entries.ContainsKey(key)) throw new ArgumentException($"There is an entry {key} already.", nameof(key));
        this[key] = value;
    }

    public void Add(KeyValuePair<string, TValue> item) => Add(item.Key, item.Value);

    public void Clear() => _entries.Clear();

    public bool Contains(KeyValuePair<string, TValue> item) => _entries.Contains(item);

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public void CopyTo(KeyValuePair<string, TValue>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, TValue>>)_entries).CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator() => _entries.GetEnumerator();

    public bool Remove(string key) => _entries.Remove(key);

    public bool Remove(KeyValuePair<string, TValue> item) => ((ICollection<KeyValuePair<string, TValue>>)_entries).Remove(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
