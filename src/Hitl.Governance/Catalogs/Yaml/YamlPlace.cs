namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>A place in the text: line and column, both from 1.</summary>
internal readonly record struct YamlPlace(int Line, int Column);
