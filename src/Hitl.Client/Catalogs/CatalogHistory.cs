namespace Hitl.Client.Catalogs;

/// <summary>Every version of the catalog.</summary>
/// <param name="Versions">Newest first.</param>
public sealed record CatalogHistory(IReadOnlyList<CatalogVersionView> Versions);
