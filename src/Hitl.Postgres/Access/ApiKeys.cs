using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Access;

/// <summary>API keys, kept as SHA-256 hashes. A key holds 256 random bits, so its hash needs no salt and can be looked up by index.</summary>
public sealed class ApiKeys
{
    private readonly Database _database;

    internal ApiKeys(Database database) => _database = database;

    /// <summary>Finds whom a key is bound to; null for a key that was never issued or is revoked. Never throws for bad input.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be asked now.</exception>
    public Task<ApiPrincipal?> FindAsync(string key, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Issues a new random key.</summary>
    /// <param name="kind">What the key speaks for.</param>
    /// <param name="id">The actor's or person's id.</param>
    /// <param name="by">Who issues it, for the ledger: <c>person:ada</c>.</param>
    /// <param name="cancel">Stops before commit only.</param>
    public Task<IssuedApiKey> CreateAsync(ApiPrincipalKind kind, string id, string by, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Stores a key somebody else made (a secret store, a sandbox); the same key again changes nothing.</summary>
    /// <exception cref="ArgumentException">The key is shorter than 32 characters, or is bound to somebody else.</exception>
    public Task<string> ImportAsync(ApiPrincipalKind kind, string id, string key, string by, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Revokes a key at once; false when there is none that is still good.</summary>
    public Task<bool> RevokeAsync(string keyId, string by, CancellationToken cancel) => throw new NotImplementedException();
}
