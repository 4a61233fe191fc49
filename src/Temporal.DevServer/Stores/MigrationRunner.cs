using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Temporal.DevServer.Stores;

/// <summary>Applies the embedded migrations once each, in order; several servers starting at once take turns.</summary>
internal static class MigrationRunner
{
    private const string Prefix = "Temporal.DevServer.Stores.Migrations.";

    /// <exception cref="InvalidOperationException">A migration that was applied has since been edited.</exception>
    internal static async Task RunAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync("select pg_advisory_xact_lock(7233, 2)", connection, cancel);
        await ExecuteAsync("create schema if not exists temporal", connection, cancel);
        await ExecuteAsync(
            "create table if not exists temporal.migration (name text primary key, checksum bytea not null, applied_at timestamptz not null default now())",
            connection, cancel);
        foreach (var (name, sql) in Embedded())
        {
            var checksum = SHA256.HashData(Encoding.UTF8.GetBytes(sql));
            if (await AppliedAsync(name, connection, cancel) is { } applied)
            {
                if (!applied.AsSpan().SequenceEqual(checksum)) throw new InvalidOperationException($"Migration {name} was edited after it had been applied.");
                continue;
            }
            await ExecuteAsync(sql, connection, cancel);
            await using var record = new NpgsqlCommand("insert into temporal.migration (name, checksum) values ($1, $2)", connection);
            record.Parameters.Add(new() { Value = name });
            record.Parameters.Add(new() { Value = checksum });
            await record.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    private static IEnumerable<(string Name, string Sql)> Embedded()
    {
        var assembly = typeof(MigrationRunner).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[Prefix.Length..], reader.ReadToEnd());
        }
    }

    private static async Task<byte[]?> AppliedAsync(string name, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var find = new NpgsqlCommand("select checksum from temporal.migration where name = $1", connection);
        find.Parameters.Add(new() { Value = name });
        return (byte[]?)await find.ExecuteScalarAsync(cancel);
    }

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
