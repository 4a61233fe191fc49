using Hitl.Escalations.Ledger;
using Hitl.Postgres.Personal;
using Npgsql;

namespace Hitl.Postgres.Connections;

/// <summary>The one way to the database: opens a pooled connection, runs one piece of work, and says which failures are worth repeating.</summary>
internal sealed class Database(NpgsqlDataSource source, CommitSignals signals, CustomerVault vault) : IAsyncDisposable
{
    /// <summary>Wakes pump and sealer of this process after a commit.</summary>
    public CommitSignals Signals { get; } = signals;

    /// <summary>Seals and opens what is about a person.</summary>
    public CustomerVault Vault { get; } = vault;

    public static Database Open(string connectionString, PostgresOptions options, CommitSignals signals)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = options.MaxConnections,
            CommandTimeout = (int)options.CommandTimeout.TotalSeconds,
            Timeout = 5,
            // Session state is never changed here, so resetting it on every return would be a wasted message.
            NoResetOnClose = true,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            KeepAlive = 30,
            Timezone = "UTC",
        };
        return new(NpgsqlDataSource.Create(settings), signals, CustomerVault.Open(options));
    }

    /// <summary>Runs work on one connection. A failed connection surfaces as transient; the work may or may not have been committed.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return await work(connection);
        }
        catch (NpgsqlException failure)
        {
            cancel.ThrowIfCancellationRequested();
            var explained = StoreFailures.Explain(failure);
            // A server that went away took every pooled connection with it: one caller learns it, not all of them one by one.
            if (explained is StoreUnavailableException && failure is not PostgresException { SqlState: not PostgresErrorCodes.AdminShutdown }) source.Clear();
            throw explained;
        }
    }

    /// <summary>Reads every row of one statement.</summary>
    public Task<List<T>> ListAsync<T>(Sql sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel) =>
        RunAsync(
            async connection =>
            {
                await using var command = sql.On(connection);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancel)) rows.Add(map(reader));
                return rows;
            },
            cancel);

    /// <summary>Reads every row of one statement, one caller after another: callers with the same turn wait for one another in all processes, and each sees what those before it committed.</summary>
    public Task<List<T>> ListInTurnAsync<T>(string turn, Sql sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel) =>
        RunAsync(
            async connection =>
            {
                // A statement sees what was committed when it began, so a lock inside it comes too late. One round trip, one transaction: the lock ends with it.
                await using var batch = new NpgsqlBatch(connection)
                {
                    BatchCommands = { new Sql("select pg_advisory_xact_lock(hashtextextended($1, 0))").With(turn).ForBatch(), sql.ForBatch() },
                };
                await using var reader = await batch.ExecuteReaderAsync(cancel);
                await reader.NextResultAsync(cancel);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancel)) rows.Add(map(reader));
                return rows;
            },
            cancel);

    /// <summary>Reads the first row of one statement, or the default when there is none.</summary>
    public async Task<T?> FirstAsync<T>(Sql sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel)
    {
        var rows = await ListAsync(sql, map, cancel);
        return rows.Count > 0 ? rows[0] : default;
    }

    /// <summary>Runs one statement and tells how many rows it touched.</summary>
    public Task<int> ExecuteAsync(Sql sql, CancellationToken cancel) =>
        RunAsync(
            async connection =>
            {
                await using var command = sql.On(connection);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancel);

    /// <summary>Entries as the JSON array the ledger takes, with what is about a person sealed; null when there are none.</summary>
    public Task<string?> EntriesAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => Vault.EntriesAsync(this, entries, cancel);

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
