namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>A mapping with distinct keys, in the order written.</summary>
internal sealed class YamlMapping(IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries, YamlPlace place) : YamlNode(place)
{
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;

    /// <summary>The value under a key; null when there is none.</summary>
    public YamlNode? Find(string key) => Entries.FirstOrDefault(e => e.Key.Text == key).Value;
}
