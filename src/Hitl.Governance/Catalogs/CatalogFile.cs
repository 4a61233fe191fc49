namespace Hitl.Governance.Catalogs;

/// <summary>One file of a catalog.</summary>
/// <param name="Name">Its path inside the catalog's folder, with forward slashes, such as <c>actions/refund.yaml</c>; a name that ends in <c>.txt</c> is a value list.</param>
/// <param name="Text">Its whole text.</param>
public sealed record CatalogFile(string Name, string Text)
{
    /// <summary>Whether it is a list of values, one per line, and not YAML.</summary>
    public bool IsValueList => Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
}
