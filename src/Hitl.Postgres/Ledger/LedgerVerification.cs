using Hitl.Postgres.Connections;
using Hitl.Proof;
using Npgsql;

namespace Hitl.Postgres.Ledger;

/// <summary>Verifies the whole ledger in one snapshot, against its checkpoints and against the anchor outside the database.</summary>
internal static class LedgerVerification
{
    // What waits is seen as of the snapshot, so it is held against that moment: read to its end, a long ledger is minutes behind.
    private const string UnsealedStale =
        "select count(*), count(*) filter (where at < now() - interval '5 seconds'), min(at) from audit.unsealed";

    private const string Orphans =
        """
        select e.no, e.id::text from audit.event e
         where not exists (select from audit.seal s where s.event_id = e.id and s.event_at = e.at)
           and not exists (select from audit.unsealed u where u.id = e.id and u.at = e.at)
         limit 20
        """;

    public static async Task<VerifyReport> RunAsync(NpgsqlConnection connection, CheckpointKey? key, AnchorFile? anchor, CancellationToken cancel)
    {
        // Read before the snapshot: what is anchored by then must be in it.
        var anchored = anchor?.All().ToList() ?? [];
        await using var snapshot = await LedgerScan.SnapshotAsync(connection, cancel);
        return await CheckAsync(connection, key, anchored, cancel);
    }

    /// <summary>The same within a transaction that the caller began.</summary>
    public static async Task<VerifyReport> CheckAsync(
        NpgsqlConnection connection, CheckpointKey? key, IReadOnlyList<string> anchored, CancellationToken cancel)
    {
        var check = new ChainCheck(Seal.MainChain, key);
        await ExpectAsync(check, connection, anchored, 0, cancel);
        await foreach (var row in LedgerScan.ChainAsync(connection, 0, cancel)) check.Next(row);
        foreach (var (no, id) in await LedgerScan.ListAsync(connection, new Sql(Orphans), row => (row.GetInt64(0), row.GetString(1)), cancel))
            check.Find("event.unsealed", 0, "a seal or a place in the queue", $"row {no} ({id}) has neither");
        return check.End(await UnsealedAsync(check, connection, cancel));
    }

    /// <summary>The newest rows only, behind one that is taken as it stands: what is cheap enough to do every minute.</summary>
    public static async Task<VerifyReport> TailAsync(NpgsqlConnection connection, CheckpointKey? key, AnchorFile? anchor, int rows, CancellationToken cancel)
    {
        var anchored = anchor?.All().ToList() ?? [];
        await using var snapshot = await LedgerScan.SnapshotAsync(connection, cancel);
        var before = new Sql(
            """
            select seq, event_id, event_at, leaf, link, at, stepped, epoch from audit.seal
             where chain = $1 and seq <= (select max(seq) from audit.seal where chain = $1) - $2 order by seq desc limit 1
            """).With(Seal.MainChain).With((long)rows);
        var start = (await LedgerScan.ListAsync(connection, before, LedgerScan.SealOf, cancel)).FirstOrDefault();
        var check = start is null ? new ChainCheck(Seal.MainChain, key) : new ChainCheck(Seal.MainChain, key, start);
        await ExpectAsync(check, connection, anchored, start?.Sequence ?? 0, cancel);
        await foreach (var row in LedgerScan.TailAsync(connection, start?.Sequence ?? 0, cancel)) check.Next(row);
        return check.End(0);
    }

    private static async Task ExpectAsync(ChainCheck check, NpgsqlConnection connection, IEnumerable<string> anchored, long above, CancellationToken cancel)
    {
        var sql = new Sql("select size, note, at, epoch from audit.checkpoint where chain = $1 and size > $2 order by size").With(Seal.MainChain).With(above);
        var stored = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (size, note, at, epoch) in await LedgerScan.ListAsync(
            connection, sql, row => (row.GetInt64(0), row.GetString(1), row.Time(2), row.GetInt64(3)), cancel))
        {
            stored.Add(note);
            if (check.Expect(note, "checkpoint") is { } signed && (signed.Size, signed.At, signed.Epoch) != (size, at, epoch))
                check.Find("checkpoint.altered", size, $"{signed.Size} at {signed.At:O}, epoch {signed.Epoch}", $"{size} at {at:O}, epoch {epoch}");
        }

        foreach (var note in anchored)
        {
            var signed = check.Expect(note, "anchor");
            if (signed is not null && signed.Size > above && !stored.Contains(note)) check.Find("checkpoint.missing", signed.Size, "the anchored checkpoint", "none stored");
        }
    }

    private static async Task<long> UnsealedAsync(ChainCheck check, NpgsqlConnection connection, CancellationToken cancel)
    {
        var (waiting, stale, oldest) = (await LedgerScan.ListAsync(
            connection, new Sql(UnsealedStale), row => (row.GetInt64(0), row.GetInt64(1), row.TimeOrNull(2)), cancel))[0];
        if (stale > 0) check.Find("unsealed.stale", 0, "sealed within 5 s", $"{stale} rows waiting, the oldest since {oldest:O}");
        return waiting;
    }
}
