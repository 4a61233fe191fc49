namespace Hitl.Client.Catalogs;

/// <summary>A version and what became of it.</summary>
/// <param name="Digest">Names it, 64 hex digits.</param>
/// <param name="Name">The catalog's name.</param>
/// <param name="StoredAt">When it was stored, UTC.</param>
/// <param name="Author">Who proposed it; null for one that came with the configuration.</param>
/// <param name="Reason">Why.</param>
/// <param name="ActivatedAt">When it last came into force, UTC; null for one that never did.</param>
/// <param name="ActivatedBy">What put it in force.</param>
/// <param name="Request">The request it was signed under; null for one that came with the configuration.</param>
/// <param name="Signers">Who signed.</param>
/// <param name="IsActive">Whether it is in force.</param>
public sealed record CatalogVersionView(
    string Digest, string Name, DateTimeOffset StoredAt, string? Author, string? Reason, DateTimeOffset? ActivatedAt, string? ActivatedBy, string? Request,
    IReadOnlyList<string> Signers, bool IsActive);
