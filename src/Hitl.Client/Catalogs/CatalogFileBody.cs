namespace Hitl.Client.Catalogs;

/// <summary>One file of a catalog.</summary>
/// <param name="Name">Its path inside the catalog's folder, with forward slashes.</param>
/// <param name="Text">Its whole text.</param>
public sealed record CatalogFileBody(string Name, string Text);
