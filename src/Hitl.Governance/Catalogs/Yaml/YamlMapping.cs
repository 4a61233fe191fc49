namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>A mapping with distinct keys, in the order written.</summary>
internal sealed class YamlMapping(IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries, YamlPlace place) : YamlNode(place)
{
    private const int Few = 8;
    private Dictionary<string, KeyValuePair<YamlScalar, YamlNode>>? _byKey;
    private HashSet<string>? _keys;

    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;

    /// <summary>The keys, in the order written.</summary>
    public IReadOnlySet<string> Keys => _keys ??= [.. Entries.Select(entry => entry.Key.Text)];

    /// <summary>The value under a key; null when there is none.</summary>
    public YamlNode? Find(string key) => Entry(key).Value;

    /// <summary>The key as written; null when there is none.</summary>
    public YamlScalar? FindKey(string key) => Entry(key).Key;

    private KeyValuePair<YamlScalar, YamlNode> Entry(string key)
    {
        if (Entries.Count <= Few) return Entries.FirstOrDefault(entry => entry.Key.Text == key);
        _byKey ??= Entries.ToDictionary(entry => entry.Key.Text, StringComparer.Ordinal);
        return _byKey.GetValueOrDefault(key);
    }
}
