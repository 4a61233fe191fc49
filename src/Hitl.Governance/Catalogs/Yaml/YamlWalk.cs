namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>Reading a tree that may be wrong anywhere: what is missing or of another kind reads as nothing.</summary>
internal static class YamlWalk
{
    public static YamlNode? At(this YamlNode? node, string key) => (node as YamlMapping)?.Find(key);

    public static IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries(this YamlNode? node) => (node as YamlMapping)?.Entries ?? [];

    public static IReadOnlyList<YamlNode> Items(this YamlNode? node) => (node as YamlSequence)?.Items ?? [];

    public static IEnumerable<YamlScalar> Texts(this YamlNode? node) => node.Items().OfType<YamlScalar>();

    public static string? Text(this YamlNode? node) => (node as YamlScalar)?.Text;

    public static IReadOnlySet<string> Keys(this YamlNode? node) => (node as YamlMapping)?.Keys ?? new HashSet<string>();
}
