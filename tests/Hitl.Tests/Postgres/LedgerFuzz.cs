using System.Globalization;
using Hitl.Postgres.Ledger;
using Hitl.Proof;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>Random changes of a sealed ledger of 60 rows with checkpoints at 20, 40 and 60, as somebody with every right would make them.</summary>
internal static class LedgerFuzz
{
    private const int Rows = 60;

    private static readonly string[] EventEdits =
    [
        "no = no + 1000", "id = gen_random_uuid()", "at = at + interval '1 microsecond'", "kind = kind || 'x'", "request = 'req_x'", "request = null",
        "revision = revision + 1", "by_whom = 'person:mallory'", "on_behalf_of = null", "actor = 'other'", "customer = customer || ' '",
        "summary = replace(summary, 'Row', 'row')", "body = replace(body, '7', '8')", "leaf = sha256(leaf)",
    ];

    private static readonly string[] SealEdits =
    [
        "event_id = gen_random_uuid()", "event_at = event_at + interval '1 microsecond'", "leaf = sha256(leaf)", "link = sha256(link)",
        "at = at + interval '1 microsecond'", "stepped = not stepped", "epoch = epoch + 1", "chain = 'other'", "seq = seq + 500",
    ];

    private static readonly string[] CheckpointEdits =
        ["size = size + 1", "note = replace(note, 'hitl', 'htil')", "at = at + interval '1 second'", "epoch = epoch + 1", "chain = 'other'"];

    public static async Task DropGuardsAsync(NpgsqlConnection connection) => await RunAsync(
        connection,
        """
        begin;
        insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), 'test');
        drop trigger event_is_append_only on audit.event;
        drop trigger event_is_hashed on audit.event;
        drop trigger event_is_queued on audit.event;
        drop trigger seal_is_append_only on audit.seal;
        drop trigger checkpoint_is_append_only on audit.checkpoint;
        commit
        """);

    public static async Task<string> AlterAsync(NpgsqlConnection connection, Random random)
    {
        var (seq, other) = (1 + random.Next(Rows), 1 + random.Next(Rows));
        if (other == seq) other = (seq % Rows) + 1;
        var sql = random.Next(11) switch
        {
            0 or 1 => $"update audit.event set {Pick(EventEdits, random)} where {Event(seq)}",
            2 or 3 => $"update audit.seal set {Pick(SealEdits, random)} where seq = {seq}",
            4 => $"update audit.checkpoint set {Pick(CheckpointEdits, random)} where size = {Checkpoint(random)}",
            5 => $"delete from audit.event where {Event(seq)}",
            6 => $"delete from audit.event where {Event(seq)}; delete from audit.seal where seq = {seq}",
            7 => $"delete from audit.checkpoint where size = {Checkpoint(random)}",
            8 => Swap(seq, other, random),
            9 => TailCut(seq, random),
            _ => InsertRow(seq),
        };
        if (random.Next(10) == 0) sql = await RewriteAsync(connection, seq);
        await RunAsync(connection, sql);
        return sql;
    }

    /// <summary>Edits a row and then recomputes every hash after it: only what was signed gives that away.</summary>
    private static async Task<string> RewriteAsync(NpgsqlConnection connection, int seq)
    {
        await RunAsync(connection, $"update audit.event set summary = 'Nothing happened.' where {Event(seq)}");
        var rows = new List<SealedRow>();
        await foreach (var row in LedgerScan.ChainAsync(connection, 0, default)) rows.Add(row);
        var link = seq == 1 ? LedgerHash.Origin : rows[seq - 2].Seal.Link;
        var sql = new List<string>();
        foreach (var (seal, row) in rows.Skip(seq - 1))
        {
            var forged = seal with { Leaf = LedgerHash.Leaf(row!) };
            link = LedgerHash.Link(link, forged);
            sql.Add($"update audit.event set leaf = '\\x{Convert.ToHexString(forged.Leaf)}' where id = '{seal.EventId}'");
            sql.Add($"update audit.seal set leaf = '\\x{Convert.ToHexString(forged.Leaf)}', link = '\\x{Convert.ToHexString(link)}' where seq = {seal.Sequence}");
        }

        return string.Join(";\n", sql);
    }

    private static string Swap(int seq, int other, Random random) => random.Next(2) == 0
        ? $"update audit.seal set seq = case seq when {seq} then {-1 - seq + 1_000_000} else {1_000_000 - other - 1} end where seq in ({seq}, {other}); "
          + $"update audit.seal set seq = {other} where seq = {-1 - seq + 1_000_000}; update audit.seal set seq = {seq} where seq = {1_000_000 - other - 1}"
        : $"update audit.event e set summary = o.summary, leaf = o.leaf from audit.event o where e.{Event(seq)} and o.{Event(other)}";

    private static string TailCut(int from, Random random)
    {
        var events = $"delete from audit.event where id in (select event_id from audit.seal where seq >= {from})";
        var checkpoints = $"delete from audit.checkpoint where size >= {from}";
        var seals = $"delete from audit.seal where seq >= {from}";
        return random.Next(3) switch { 0 => seals, 1 => $"{events}; {seals}", _ => $"{events}; {checkpoints}; {seals}" };
    }

    private static string InsertRow(int seq) =>
        $"insert into audit.event select nextval('audit.event_no'), gen_random_uuid(), at, kind, request, revision, by_whom, on_behalf_of, actor, customer, 'forged', body, leaf from audit.event where {Event(seq)}";

    private static string Event(int seq) => string.Create(CultureInfo.InvariantCulture, $"id = (select event_id from audit.seal where seq = {seq})");

    private static int Checkpoint(Random random) => 20 * (1 + random.Next(3));

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
