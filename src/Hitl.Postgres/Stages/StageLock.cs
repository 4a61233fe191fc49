using Hitl.Escalations.Decisions;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Npgsql;

namespace Hitl.Postgres.Stages;

/// <summary>A stage locked in an open transaction, with every decision committed before the lock: what can still change it waits for us.</summary>
internal sealed record StageLock(StageDefinition Definition, StageStatus Status, IReadOnlyList<LockedDecision> Rows)
{
    /// <summary>Whether people extended it, and its end has not come yet.</summary>
    public bool IsExtended { get; private init; }

    public IEnumerable<Decision> Decisions => Rows.Select(row => row.Decision);

    /// <summary>Begins a transaction and takes the lock, in one round trip; null when there is no such stage.</summary>
    public static async Task<StageLock?> TakeAsync(NpgsqlConnection connection, StageKey key, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new Sql("begin").ForBatch(),
                new Sql("select definition, status, coalesce(extended > 0 and due_at > clock_timestamp(), false) from hitl.stage where request = $1 and revision = $2 and ordinal = $3 for update").For(key).ForBatch(),
                // A statement of its own: its snapshot is taken after the lock and sees what the holder before us committed.
                new Sql("select record, settles, delivery from hitl.decision where request = $1 and revision = $2 and ordinal = $3 order by no").For(key).ForBatch(),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        var definition = Reading.Json<StageDefinition>(reader.GetString(0));
        var status = EnumText<StageStatus>.From(reader.GetString(1));
        var isExtended = reader.GetBoolean(2);
        await reader.NextResultAsync(cancel);
        var rows = new List<LockedDecision>();
        while (await reader.ReadAsync(cancel)) rows.Add(new(reader.Decision(0), reader.GetBoolean(1), reader.GetString(2)));
        return new(definition, status, rows) { IsExtended = isExtended };
    }

    /// <summary>Runs the last statement and commits, in one round trip.</summary>
    public static async Task CommitAsync(NpgsqlConnection connection, Sql last, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { last.ForBatch(), new Sql("commit").ForBatch() } };
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public static async Task ReleaseAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new Sql("rollback").On(connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
