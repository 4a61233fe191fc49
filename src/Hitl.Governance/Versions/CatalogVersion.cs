using Hitl.Escalations.Ids;

namespace Hitl.Governance.Versions;

/// <summary>A stored version and what became of it.</summary>
/// <param name="Digest">Names it, 64 hex digits.</param>
/// <param name="Name">The catalog's name.</param>
/// <param name="StoredAt">When it was stored, UTC.</param>
/// <param name="Author">Who proposed it; null for one that came with the configuration.</param>
/// <param name="Reason">Why, in the author's words.</param>
/// <param name="ActivatedAt">When it last became active, UTC; null for one that never was.</param>
/// <param name="ActivatedBy">Who or what made it active.</param>
/// <param name="Request">The request it was signed under; null for one that came with the configuration.</param>
/// <param name="Signers">Whose approvals that rests on.</param>
/// <param name="IsActive">Whether new requests are decided under it.</param>
public sealed record CatalogVersion(
    string Digest, string Name, DateTimeOffset StoredAt, string? Author, string? Reason, DateTimeOffset? ActivatedAt, string? ActivatedBy, RequestId? Request,
    IReadOnlyList<string> Signers, bool IsActive);
