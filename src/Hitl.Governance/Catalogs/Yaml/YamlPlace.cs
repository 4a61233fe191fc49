namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>A place in the text of one of the catalog's files: line and column, both from 1; file from 0.</summary>
internal readonly record struct YamlPlace(int Line, int Column, int File = 0);
