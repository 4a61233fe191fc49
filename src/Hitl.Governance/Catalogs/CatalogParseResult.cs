using System.Diagnostics.CodeAnalysis;

namespace Hitl.Governance.Catalogs;

/// <summary>A whole catalog, or every reason why there is none. Never half a catalog.</summary>
/// <param name="Catalog">The catalog; null when there is any error.</param>
/// <param name="Errors">All errors in the order of their place in the file; empty when there is a catalog.</param>
public sealed record CatalogParseResult(Catalog? Catalog, IReadOnlyList<CatalogError> Errors)
{
    /// <summary>Whether there is a catalog.</summary>
    [MemberNotNullWhen(true, nameof(Catalog))]
    public bool IsValid => Catalog is not null;
}
