using Npgsql;

namespace Hitl.Postgres.Migrations;

/// <summary>Applies the embedded migrations in order, each in a transaction, under an advisory lock, as role <c>hitl_owner</c>.</summary>
public static class Migrator
{
    // An arbitrary number that no other program is likely to lock.
    private const long Lock = 0x6869746c_6d696772;

    private const string OwnTable =
        """
        create schema if not exists hitl authorization hitl_owner;
        create table if not exists hitl.schema_migration (
            version     integer     primary key,
            name        text        not null,
            checksum    text        not null,
            applied_at  timestamptz not null default clock_timestamp()
        );
        alter table hitl.schema_migration owner to hitl_owner;
        """;

    /// <summary>Brings the schema to this build's version; nothing happens when it is there already.</summary>
    /// <param name="connectionString">
    /// A superuser of the database. A mere member of <c>hitl_owner</c> can apply migrations that leave the guarded ledger alone.
    /// </param>
    /// <param name="cancel">Stops between migrations.</param>
    /// <returns>How many were applied.</returns>
    /// <exception cref="MigrationException">An applied migration was changed, or the database is newer than this build.</exception>
    public static async Task<int> MigrateAsync(string connectionString, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var connection = await source.OpenConnectionAsync(cancel);
        await RunAsync(connection, $"select pg_advisory_lock({Lock})", cancel);
        await RunAsync(connection, OwnTable, cancel);
        var applied = await AppliedAsync(connection, cancel);
        var missing = Migration.All.Where(migration => !IsApplied(migration, applied)).ToList();
        if (applied.Keys.Except(Migration.All.Select(migration => migration.Version)).Order().ToList() is [var newer, ..])
            throw new MigrationException($"The database has migration {newer}, which this build does not know: run a newer build.");
        foreach (var migration in missing) await ApplyAsync(connection, migration, cancel);
        return missing.Count;
    }

    /// <summary>Lets this transaction change guarded tables; without effect before the guards are installed.</summary>
    internal static Task PermitAsync(NpgsqlConnection connection, string why, CancellationToken cancel) =>
        RunAsync(
            connection,
            $"""
            do $$ begin
                if to_regclass('hitl_guard.ticket') is not null and has_schema_privilege('hitl_guard', 'usage')
                   and has_table_privilege('hitl_guard.ticket', 'insert') then
                    insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), '{why.Replace("'", "''", StringComparison.Ordinal)}')
                    on conflict do nothing;
                end if;
            end $$
            """,
            cancel);

    internal static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static bool IsApplied(Migration migration, Dictionary<int, string> applied)
    {
        if (!applied.TryGetValue(migration.Version, out var checksum)) return false;
        return checksum == migration.Checksum
            ? true
            : throw new MigrationException($"Migration {migration.Name} was changed after it was applied: restore its text and add a new one.");
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await PermitAsync(connection, migration.Name, cancel);
        await RunAsync(connection, "set local role hitl_owner", cancel);
        await RunAsync(connection, migration.Text, cancel);
        await using var note = new NpgsqlCommand("insert into hitl.schema_migration (version, name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = migration.Version }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await note.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<Dictionary<int, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select version, checksum from hitl.schema_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(cancel)) applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }
}
