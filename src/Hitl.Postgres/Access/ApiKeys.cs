using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Access;

/// <summary>API keys, kept as SHA-256 hashes. A key holds 256 random bits, so its hash needs no salt and can be looked up by index.</summary>
public sealed class ApiKeys
{
    private const int ShortestKey = 32;
    private const int LongestKey = 256;

    private readonly Database _database;

    internal ApiKeys(Database database) => _database = database;

    /// <summary>Finds whom a key is bound to; null for a key that was never issued or is revoked. Never throws for bad input.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be asked now.</exception>
    public async Task<ApiPrincipal?> FindAsync(string key, CancellationToken cancel)
    {
        if (key.Length is < ShortestKey or > LongestKey) return null;
        return await _database.FirstAsync(
            new Sql("select kind, principal, id from hitl.api_key where hash = $1 and revoked_at is null").With(Hash(key)),
            row => new ApiPrincipal(EnumText<ApiPrincipalKind>.From(row.GetString(0)), row.GetString(1), row.GetString(2)),
            cancel);
    }

    /// <summary>Issues a new random key.</summary>
    /// <param name="kind">What the key speaks for.</param>
    /// <param name="id">The actor's or person's id.</param>
    /// <param name="by">Who issues it, for the ledger: <c>person:ada</c>.</param>
    /// <param name="cancel">Stops before commit only.</param>
    public async Task<IssuedApiKey> CreateAsync(ApiPrincipalKind kind, string id, string by, CancellationToken cancel)
    {
        var key = "hitl_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new(await ImportAsync(kind, id, key, by, cancel), key);
    }

    /// <summary>Stores a key somebody else made (a secret store, a sandbox); the same key again changes nothing.</summary>
    /// <returns>The key's id.</returns>
    /// <exception cref="ArgumentException">The key is shorter than 32 or longer than 256 characters.</exception>
    /// <exception cref="InvalidOperationException">The key is bound to somebody else, or was revoked.</exception>
    public async Task<string> ImportAsync(ApiPrincipalKind kind, string id, string key, string by, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (key.Length is < ShortestKey or > LongestKey)
            throw new ArgumentException($"An API key has {ShortestKey} to {LongestKey} characters.", nameof(key));
        var keyId = "key_" + Convert.ToHexStringLower(Hash(key).AsSpan(0, 6));
        var named = $"{EnumText<ApiPrincipalKind>.Of(kind)}:{id}";
        var stored = await _database.FirstAsync(
            new Sql("select hitl.issue_key($1, $2, $3, $4, $5)")
                .With(keyId).With(Hash(key)).With(EnumText<ApiPrincipalKind>.Of(kind)).With(id)
                .WithJson(EntryJson.Write(Entry(LedgerKinds.KeyIssued, by, $"API key {keyId} was issued to {named}.", keyId, named))),
            row => row.GetString(0),
            cancel);
        return stored!;
    }

    /// <summary>Revokes a key at once; false when there is none that is still good.</summary>
    public Task<bool> RevokeAsync(string keyId, string by, CancellationToken cancel) =>
        _database.FirstAsync(
            new Sql("select hitl.revoke_key($1, $2)")
                .With(keyId).WithJson(EntryJson.Write(Entry(LedgerKinds.KeyRevoked, by, $"API key {keyId} was revoked.", keyId, null))),
            row => row.GetBoolean(0),
            cancel);

    private static LedgerEntry Entry(string kind, string by, string summary, string keyId, string? principal)
    {
        var body = new JsonObject { ["key"] = keyId };
        if (principal is not null) body["principal"] = principal;
        return new() { Kind = kind, By = by, Summary = summary, Body = body };
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
