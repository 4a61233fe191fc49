namespace Hitl.Client.Catalogs;

/// <summary>Everything every actor may do, on one page.</summary>
/// <param name="Catalog">The catalog's name.</param>
/// <param name="Digest">The version in force, 64 hex digits.</param>
/// <param name="ApprovedBy">Who signed it; empty for one that came with the configuration.</param>
/// <param name="ActivatedBy">What put it in force.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Lines">By action, rule and actor.</param>
public sealed record ScopeView(string Catalog, string Digest, IReadOnlyList<string> ApprovedBy, string? ActivatedBy, DateTimeOffset? Since, IReadOnlyList<ScopeLine> Lines);
