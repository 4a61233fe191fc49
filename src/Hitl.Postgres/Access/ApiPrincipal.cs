namespace Hitl.Postgres.Access;

/// <summary>Whom an API key is bound to. The key says who speaks; what they may do is the catalog's.</summary>
/// <param name="Kind">Actor or person.</param>
/// <param name="Id">The actor's or the person's id in the catalog.</param>
/// <param name="KeyId">Names the key in logs and for revocation; not secret.</param>
public sealed record ApiPrincipal(ApiPrincipalKind Kind, string Id, string KeyId);
