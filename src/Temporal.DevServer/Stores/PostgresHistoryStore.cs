using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>Runs in the schema <c>temporal</c> of a PostgreSQL database: one round trip for a commit, nothing lost by kill -9.</summary>
internal sealed class PostgresHistoryStore : IHistoryStore
{
    private readonly NpgsqlDataSource _database;
    private GroupCommitter? _committer;
    private long _epoch;

    internal PostgresHistoryStore(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "hitl-temporal",
            // Few connections and many round trips in one: more of them only wait for each other's fsync.
            MaxPoolSize = 8,
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        _database = NpgsqlDataSource.Create(settings);
    }

    public TimeSpan Horizon => TimeSpan.FromMinutes(2);

    public int CacheSize => 10_000;

    public async Task<StoreOpening> OpenAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await _database.OpenConnectionAsync(cancel);
            await MigrationRunner.RunAsync(connection, cancel);
            var (epoch, secret, anchor) = await TakeOverAsync(connection, cancel);
            _epoch = epoch;
            _committer = new(_database, epoch);
            _committer.Start();
            var namespaces = await NamespacesAsync(connection, cancel);
            return new(epoch, secret, namespaces, await AheadAsync(connection, cancel), anchor);
        }
        catch (NpgsqlException unreachable)
        {
            throw new StoreUnavailableException($"The database cannot be opened: {unreachable.Message}", unreachable);
        }
    }

    // An offset, not a time: a time is old when it is used, and the next engine, which used its own sooner, would be ahead of this one and fire early.
    private static async Task<TimeSpan> AheadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var before = TimeProvider.System.GetUtcNow();
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var now = await reader.GetFieldValueAsync<DateTimeOffset>(0, cancel);
        var after = TimeProvider.System.GetUtcNow();
        return now < before ? now - before : now > after ? now - after : TimeSpan.Zero;
    }

    public async Task AnchorAsync(ClockAnchor anchor, CancellationToken cancel)
    {
        await using var command = _database.CreateCommand("update temporal.lease set boot = $1, up_ticks = $2, now_ticks = $3 where epoch = $4");
        foreach (var value in new object[] { anchor.Boot, anchor.UpTicks, anchor.NowTicks, _epoch }) command.Parameters.Add(new() { Value = value });
        await Guarded(async () => await command.ExecuteNonQueryAsync(cancel));
    }

    public ValueTask CommitAsync(StoreCommit commit) => _committer!.CommitAsync(commit);

    public async ValueTask<string?> FindCurrentAsync(WorkflowKey key, CancellationToken cancel)
    {
        await using var command = _database.CreateCommand("select run_id from temporal.current_run where namespace = $1 and workflow_id = $2");
        command.Parameters.Add(new() { Value = key.Namespace });
        command.Parameters.Add(new() { Value = key.WorkflowId });
        return await Guarded(async () => (await command.ExecuteScalarAsync(cancel))?.ToString());
    }

    public ValueTask<StoredRun?> LoadAsync(RunRef run, CancellationToken cancel) => Guarded(async () =>
    {
        await using var batch = _database.CreateBatch();
        batch.BatchCommands.Add(new("""
            select s.version, s.volatile from temporal.run_state s join temporal.run r using (run_id)
            where s.run_id = $1 and r.namespace = $2 and r.workflow_id = $3
            """)
        {
            Parameters = { new() { Value = Guid.Parse(run.RunId) }, new() { Value = run.Key.Namespace }, new() { Value = run.Key.WorkflowId } },
        });
        batch.BatchCommands.Add(new("select events from temporal.event where run_id = $1 order by first_event_id")
        {
            Parameters = { new() { Value = Guid.Parse(run.RunId) } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        var (version, volatileState) = (reader.GetInt64(0), (byte[])reader[1]);
        await reader.NextResultAsync(cancel);
        return new StoredRun(run, version, await EventsAsync(reader, cancel), volatileState);
    });

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadAsync(RunRef run, long first, long end, CancellationToken cancel) => Guarded(async () =>
    {
        // A row holds a whole transition, so the one that contains the first event may begin before it.
        await using var command = _database.CreateCommand("""
            select events from temporal.event where run_id = $1 and first_event_id < $3
              and first_event_id >= coalesce((select max(first_event_id) from temporal.event where run_id = $1 and first_event_id <= $2), 0)
            order by first_event_id
            """);
        command.Parameters.Add(new() { Value = Guid.Parse(run.RunId) });
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = end });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return (IReadOnlyList<HistoryEvent>)[.. (await EventsAsync(reader, cancel)).Where(e => e.EventId >= first && e.EventId < end)];
    });

    public ValueTask<IReadOnlyList<DueRun>> DueAsync(long untilTicks, int limit, CancellationToken cancel) => Guarded(async () =>
    {
        await using var command = _database.CreateCommand("""
            select r.namespace, r.workflow_id, s.run_id, s.next_due from temporal.run_state s join temporal.run r using (run_id)
            where s.next_due < 9223372036854775807 and s.next_due <= $1 order by s.next_due limit $2
            """);
        command.Parameters.Add(new() { Value = untilTicks });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var due = new List<DueRun>();
        while (await reader.ReadAsync(cancel))
        {
            due.Add(new(new(new(reader.GetString(0), reader.GetString(1)), reader.GetGuid(2).ToString()), reader.GetInt64(3)));
        }
        return (IReadOnlyList<DueRun>)due;
    });

    public ValueTask<IReadOnlyList<RunSummary>> ListAsync(VisibilityQuery query, ListPageToken? after, int limit, CancellationToken cancel) =>
        Guarded(async () =>
        {
            await using var command = _database.CreateCommand();
            PostgresVisibility.List(command, query, await TypesAsync(query.Namespace, cancel), after, limit);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var runs = new List<RunSummary>();
            while (await reader.ReadAsync(cancel)) runs.Add(PostgresVisibility.Read(reader, query.Namespace));
            return (IReadOnlyList<RunSummary>)runs;
        });

    public ValueTask<IReadOnlyList<VisibilityCount>> CountAsync(VisibilityQuery query, CancellationToken cancel) => Guarded(async () =>
    {
        await using var command = _database.CreateCommand();
        PostgresVisibility.Count(command, query, await TypesAsync(query.Namespace, cancel));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var counts = new List<VisibilityCount>();
        while (await reader.ReadAsync(cancel))
        {
            var group = query.GroupBy is null ? "" : ((WorkflowExecutionStatus)reader.GetInt16(1)).ToString();
            counts.Add(new(group, reader.GetInt64(0)));
        }
        return (IReadOnlyList<VisibilityCount>)counts;
    });

    public async ValueTask DeleteAsync(RunRef run, CancellationToken cancel)
    {
        await using var batch = _database.CreateBatch();
        // By its key: the table has no index on the run, and would be read from end to end.
        batch.BatchCommands.Add(new("delete from temporal.current_run where namespace = $1 and workflow_id = $2 and run_id = $3")
        {
            Parameters = { new() { Value = run.Key.Namespace }, new() { Value = run.Key.WorkflowId }, new() { Value = Guid.Parse(run.RunId) } },
        });
        foreach (var table in new[] { "event", "run_state", "run" })
        {
            batch.BatchCommands.Add(new($"delete from temporal.{table} where run_id = $1") { Parameters = { new() { Value = Guid.Parse(run.RunId) } } });
        }
        await Guarded(async () => await batch.ExecuteNonQueryAsync(cancel));
    }

    public async ValueTask SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancel)
    {
        await using var command = _database.CreateCommand("""
            insert into temporal.namespace values ($1, $2, $3, $4, $5, $6)
            on conflict (name) do update set description = excluded.description, owner_email = excluded.owner_email,
                retention_ticks = excluded.retention_ticks, search_attributes = excluded.search_attributes
            """);
        command.Parameters.Add(new() { Value = record.Name });
        command.Parameters.Add(new() { Value = Guid.Parse(record.Id) });
        command.Parameters.Add(new() { Value = record.Description });
        command.Parameters.Add(new() { Value = record.OwnerEmail });
        command.Parameters.Add(new() { Value = record.RetentionTicks });
        var types = record.SearchAttributes.ToDictionary(a => a.Key, a => (int)a.Value);
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(types), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await Guarded(async () => await command.ExecuteNonQueryAsync(cancel));
    }

    public async ValueTask DeleteNamespaceAsync(string name, CancellationToken cancel)
    {
        await using var command = _database.CreateCommand("delete from temporal.namespace where name = $1");
        command.Parameters.Add(new() { Value = name });
        await Guarded(async () => await command.ExecuteNonQueryAsync(cancel));
    }

    public async ValueTask DisposeAsync()
    {
        if (_committer is not null) await _committer.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async ValueTask<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            throw new StoreUnavailableException("The database did not answer.", failure);
        }
    }

    /// <summary>The new epoch; waits for commits under the old one, which are the last it makes.</summary>
    private static async Task<(long Epoch, byte[] Secret, ClockAnchor? Anchor)> TakeOverAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select pg_advisory_xact_lock(7233, 1)"));
        batch.BatchCommands.Add(new("""
            insert into temporal.lease (epoch, secret) values (1, $1)
            on conflict (singleton) do update set epoch = temporal.lease.epoch + 1 returning epoch, secret, boot, up_ticks, now_ticks
            """)
        { Parameters = { new() { Value = RandomNumberGenerator.GetBytes(32) } } });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), (byte[])reader[1], await reader.IsDBNullAsync(2, cancel) ? null : new(reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4)));
    }

    private static async Task<IReadOnlyList<NamespaceRecord>> NamespacesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select name, id, description, owner_email, retention_ticks, search_attributes::text from temporal.namespace", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var records = new List<NamespaceRecord>();
        while (await reader.ReadAsync(cancel))
        {
            records.Add(new(reader.GetString(0), reader.GetGuid(1).ToString(), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), Types(reader.GetString(5))));
        }
        return records;
    }

    private static async Task<IReadOnlyList<HistoryEvent>> EventsAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var events = new List<HistoryEvent>();
        while (await reader.ReadAsync(cancel)) events.AddRange(History.Parser.ParseFrom((byte[])reader[0]).Events);
        return events;
    }

    private static Dictionary<string, IndexedValueType> Types(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(json)!.ToDictionary(a => a.Key, a => (IndexedValueType)a.Value);

    private async Task<SearchAttributeTypes> TypesAsync(string @namespace, CancellationToken cancel)
    {
        await using var command = _database.CreateCommand("select search_attributes::text from temporal.namespace where name = $1");
        command.Parameters.Add(new() { Value = ScheduleKeys.Owner(@namespace) });
        return new(await command.ExecuteScalarAsync(cancel) is string json ? Types(json) : []);
    }
}
