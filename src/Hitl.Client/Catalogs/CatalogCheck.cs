namespace Hitl.Client.Catalogs;

/// <summary>What a check of a proposed catalog found; nothing is stored.</summary>
/// <param name="IsValid">True when it could be activated.</param>
/// <param name="Digest">Names the version, 64 hex digits; null when invalid.</param>
/// <param name="Problems">Every problem, in the order of the file.</param>
public sealed record CatalogCheck(bool IsValid, string? Digest, IReadOnlyList<CatalogProblem> Problems);
