namespace Hitl.Client.Catalogs;

/// <summary>What the people who review the catalog should look at.</summary>
/// <param name="Digest">The version in force, 64 hex digits.</param>
/// <param name="Since">Use is counted from here, UTC.</param>
/// <param name="Findings">By action and rule.</param>
/// <param name="Changes">Versions that came into force since.</param>
public sealed record CatalogReviewView(string Digest, DateTimeOffset Since, IReadOnlyList<ReviewLine> Findings, IReadOnlyList<CatalogVersionView> Changes);
