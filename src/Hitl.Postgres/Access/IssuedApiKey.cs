namespace Hitl.Postgres.Access;

/// <summary>A key at the only moment its text exists: it is stored as a hash and cannot be shown again.</summary>
/// <param name="KeyId">Names the key for listing and revocation.</param>
/// <param name="Key">The secret, <c>hitl_</c> and 43 characters of base64url (256 random bits).</param>
public sealed record IssuedApiKey(string KeyId, string Key);
