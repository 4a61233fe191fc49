namespace Hitl.Client.Catalogs;

/// <summary>A catalog of several files.</summary>
/// <param name="Files">The YAML files and the value lists they name.</param>
public sealed record CatalogFilesBody(IReadOnlyList<CatalogFileBody> Files);
