namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(IReadOnlyList<YamlNode> items, YamlPlace place) : YamlNode(place)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;
}
