namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>Stands where something was refused, so that the rest of the document can still be checked without a second error here.</summary>
internal sealed class YamlUnreadable(YamlPlace place) : YamlNode(place);
