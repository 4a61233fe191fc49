namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>A node of the document and where it begins.</summary>
internal abstract class YamlNode(YamlPlace place)
{
    public YamlPlace Place { get; } = place;
}
