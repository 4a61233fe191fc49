using Hitl.Postgres.Connections;
using Hitl.Postgres.Retention;
using Hitl.Proof;
using Npgsql;
using NpgsqlTypes;

namespace Hitl.Postgres.Ledger;

/// <summary>What the sealer reads and writes, as role <c>hitl_seal</c>. Every write checks the epoch it was made under in the same statement.</summary>
internal sealed class SealStore(Database database)
{
    private const string Lease = "sealer";
    private const string Held = "held as materialized (select from hitl.lease where name = '" + Lease + "' and epoch = $1 and until > clock_timestamp() for share)";

    /// <summary>Takes or renews the lease: its epoch, or null while another sealer holds it.</summary>
    public async Task<long?> HoldLeaseAsync(string holder, TimeSpan length, CancellationToken cancel)
    {
        var epoch = await database.FirstAsync(
            new Sql("select hitl.hold_lease($1, $2, $3)").With(Lease).With(holder).With(length), row => row.IsDBNull(0) ? 0L : row.GetInt64(0), cancel);
        return epoch == 0 ? null : epoch;
    }

    public async Task<ChainHead> HeadAsync(CancellationToken cancel) =>
        await database.FirstAsync(
            new Sql("select seq, link, at from audit.seal where chain = $1 order by seq desc limit 1").With(Seal.MainChain), Head, cancel) ?? ChainHead.Empty;

    public Task<ChainHead?> AtAsync(long sequence, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select seq, link, at from audit.seal where chain = $1 and seq = $2").With(Seal.MainChain).With(sequence), Head, cancel);

    public async Task<IReadOnlyList<UnsealedRow>> UnsealedAsync(int most, CancellationToken cancel) =>
        await database.ListAsync(
            Unsealed(most),
            row => new UnsealedRow(row.GetGuid(0), row.Time(1), row.GetFieldValue<byte[]>(2), row.Time(3)),
            cancel);

    /// <summary>The rows that are sealed next, in the order in which they were written.</summary>
    // The offset keeps the planner from joining queue and chain: it takes the join for empty, and read all of both for every round once they were long.
    internal static Sql Unsealed(int most) => new Sql(
        """
        select u.id, u.at, u.leaf, clock_timestamp() from audit.unsealed u
         where not exists (select from audit.seal s where s.event_id = u.id offset 0) order by u.no limit $1
        """).With(most);

    /// <summary>Writes seals and takes their rows off the queue; false when another sealer has taken over and nothing was written.</summary>
    public async Task<bool> WriteAsync(long epoch, IReadOnlyList<Seal> seals, CancellationToken cancel)
    {
        var sql = new Sql(
            $"""
            with {Held}, gone as (delete from audit.unsealed where id = any($3) and exists (select from held))
            insert into audit.seal (chain, seq, event_id, event_at, leaf, link, at, stepped, epoch)
            select $9, u.* , $1 from unnest($2, $3, $4, $5, $6, $7, $8) as u where exists (select from held)
            """)
            .With(epoch)
            .Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint, seals.Select(seal => seal.Sequence).ToArray())
            .Add(NpgsqlDbType.Array | NpgsqlDbType.Uuid, seals.Select(seal => seal.EventId).ToArray())
            .Add(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, seals.Select(seal => seal.EventAt).ToArray())
            .Add(NpgsqlDbType.Array | NpgsqlDbType.Bytea, seals.Select(seal => seal.Leaf).ToArray())
            .Add(NpgsqlDbType.Array | NpgsqlDbType.Bytea, seals.Select(seal => seal.Link).ToArray())
            .Add(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, seals.Select(seal => seal.At).ToArray())
            .Add(NpgsqlDbType.Array | NpgsqlDbType.Boolean, seals.Select(seal => seal.Stepped).ToArray())
            .With(Seal.MainChain);
        return await database.ExecuteAsync(sql, cancel) == seals.Count;
    }

    public Task<long> LastCheckpointAsync(CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select coalesce(max(size), 0) from audit.checkpoint where chain = $1").With(Seal.MainChain), row => row.GetInt64(0), cancel);

    /// <summary>Stores a signed checkpoint; false when another sealer has taken over.</summary>
    public async Task<bool> WriteAsync(Checkpoint checkpoint, string note, CancellationToken cancel) =>
        await database.ExecuteAsync(
            new Sql($"with {Held} insert into audit.checkpoint (chain, size, note, at, epoch) select $2, $3, $4, $5, $1 from held on conflict do nothing")
                .With(checkpoint.Epoch).With(checkpoint.Chain).With(checkpoint.Size).With(note).With(checkpoint.At),
            cancel) == 1;

    /// <summary>The newest checkpoint a sink is known to have; 0 for none.</summary>
    public Task<long> AnchoredAsync(string sink, CancellationToken cancel) =>
        database.FirstAsync(new Sql("select coalesce(max(size), 0) from audit.anchored where sink = $1").With(sink), row => row.GetInt64(0), cancel);

    /// <summary>Notes that a sink has a checkpoint; to note it twice changes nothing.</summary>
    public Task NoteAnchoredAsync(string sink, long size, CancellationToken cancel) =>
        database.ExecuteAsync(new Sql("insert into audit.anchored (sink, size) values ($1, $2) on conflict do nothing").With(sink).With(size), cancel);

    /// <summary>Verifies the newest rows in one snapshot.</summary>
    public Task<VerifyReport> VerifyTailAsync(CheckpointKey key, AnchorFile anchor, int rows, CancellationToken cancel) =>
        database.RunAsync(connection => LedgerVerification.TailAsync(connection, key, anchor, rows, cancel), cancel);

    /// <summary>Verifies the whole chain in one snapshot.</summary>
    public Task<VerifyReport> VerifyAllAsync(CheckpointKey key, AnchorFile anchor, CancellationToken cancel) =>
        database.RunAsync(connection => LedgerVerification.RunAsync(connection, key, anchor, cancel), cancel);

    /// <summary>Writes ledger rows that go with no other change.</summary>
    public Task AppendAsync(string entries, CancellationToken cancel) => database.ExecuteAsync(new Sql("select audit.append($1)").WithJson(entries), cancel);

    /// <summary>Destroys the key of a customer erased before, when an older one than the erasure lives; whether there was one.</summary>
    public async Task<bool> EraseAgainAsync(ErasedCustomer erased, CancellationToken cancel)
    {
        var lives = await database.FirstAsync(
            new Sql("select exists (select from hitl.customer_key where customer = $1 and destroyed_at is null and made_at <= $2)").With(erased.Customer).With(erased.At),
            row => row.GetBoolean(0),
            cancel);
        return lives && (await Erasure.DestroyAsync(database, erased.Customer, erased.Reason, erased.By, cancel)).Keys > 0;
    }

    /// <summary>Checkpoints above a size, ascending: what the anchor does not have yet.</summary>
    public async Task<IReadOnlyList<string>> NotesAboveAsync(long size, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql("select note from audit.checkpoint where chain = $1 and size > $2 order by size").With(Seal.MainChain).With(size),
            row => row.GetString(0),
            cancel);

    public async Task<DateTimeOffset> NowAsync(CancellationToken cancel) =>
        await database.FirstAsync(new Sql("select clock_timestamp()"), row => row.Time(0), cancel);

    /// <summary>Makes the partitions of this month and the two after it.</summary>
    public Task AddMonthsAsync(CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql("select hitl_guard.add_month((now() + make_interval(months => m))::date) from generate_series(0, 2) m"), cancel);

    /// <summary>Stops executions, with a ledger row, unless they are stopped already. A ledger too broken to take the row stops them all the same.</summary>
    public async Task StopExecutionsAsync(string reason, string entries, CancellationToken cancel)
    {
        try
        {
            await database.ExecuteAsync(
                new Sql(
                    """
                    with stopped as (insert into hitl.execution_stop (reason) values ($1) on conflict do nothing returning 1)
                    select audit.append($2) from stopped
                    """).With(reason).WithJson(entries),
                cancel);
        }
        catch (PostgresException)
        {
            await database.ExecuteAsync(new Sql("insert into hitl.execution_stop (reason) values ($1) on conflict do nothing").With(reason), cancel);
        }
    }

    public Task ReleaseExecutionsAsync(string entries, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql(
                """
                with released as (delete from hitl.execution_stop returning 1)
                select audit.append($1) from released
                """).WithJson(entries),
            cancel);

    private static ChainHead Head(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.Time(2));
}
