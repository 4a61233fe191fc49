using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hitl.Escalations.Keys;
using Hitl.Postgres.Connections;
using Npgsql;

namespace Hitl.Postgres.Access;

/// <summary>Credentials that change, sealed with a key of ours; an advisory lock makes one writer of all processes.</summary>
internal sealed class TokenVault(Database database, SigningKeys keys) : ITokenVault
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public Task<RotatingToken?> CurrentAsync(
        string name, Func<RotatingToken, bool> isFresh, Func<RotatingToken?, CancellationToken, Task<RotatingToken?>> refresh, CancellationToken cancel) =>
        database.RunAsync(connection => CurrentAsync(connection, name, isFresh, refresh, cancel), cancel);

    private async Task<RotatingToken?> CurrentAsync(
        NpgsqlConnection connection, string name, Func<RotatingToken, bool> isFresh, Func<RotatingToken?, CancellationToken, Task<RotatingToken?>> refresh, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var locking = new Sql("select pg_advisory_xact_lock(hashtextextended('hitl.rotating_token.' || $1, 0))").With(name).On(connection)) await locking.ExecuteNonQueryAsync(cancel);
        var kept = await ReadAsync(connection, name, cancel);
        if (kept is not null && isFresh(kept)) return kept;
        if (await refresh(kept, cancel) is not { } next) return kept;
        await using (var writing = new Sql(
            "insert into hitl.rotating_token (name, key_id, sealed) values ($1, $2, $3) on conflict (name) do update set key_id = $2, sealed = $3, changed_at = clock_timestamp()")
            .With(name).With(keys.ActiveId).With(Seal(name, next)).On(connection))
        {
            // The one before is used up: whoever stops waiting now must not stop this from being kept.
            await writing.ExecuteNonQueryAsync(CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return next;
    }

    private async Task<RotatingToken?> ReadAsync(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        await using var command = new Sql("select key_id, sealed from hitl.rotating_token where name = $1").With(name).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Open(name, reader.GetString(0), await reader.GetFieldValueAsync<byte[]>(1, cancel)) : null;
    }

    private byte[] Seal(string name, RotatingToken token)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(token);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Derive(keys.ActiveId, Purpose(name))!, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return box;
    }

    // A key that was retired takes what it sealed with it: the credential is then got anew from the configuration.
    private RotatingToken? Open(string name, string keyId, byte[] box)
    {
        if (keys.Derive(keyId, Purpose(name)) is not { } key) return null;
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
        return JsonSerializer.Deserialize<RotatingToken>(plain);
    }

    private static byte[] Purpose(string name) => Encoding.UTF8.GetBytes("hitl-token-vault-v1\0" + name);
}
