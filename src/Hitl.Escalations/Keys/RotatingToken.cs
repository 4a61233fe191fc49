namespace Hitl.Escalations.Keys;

/// <summary>A credential that its issuer makes us change.</summary>
/// <param name="Access">What calls carry.</param>
/// <param name="Refresh">What the next one is got with; good once.</param>
/// <param name="ExpiresAt">When <paramref name="Access"/> ends, UTC.</param>
public sealed record RotatingToken(string Access, string Refresh, DateTimeOffset ExpiresAt);
