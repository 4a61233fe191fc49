using System.Data;
using System.Runtime.CompilerServices;
using Hitl.Postgres.Connections;
using Hitl.Proof;
using Npgsql;

namespace Hitl.Postgres.Ledger;

/// <summary>Streams the chain out of one snapshot, in windows, so that millions of rows cost memory for none.</summary>
internal static class LedgerScan
{
    private const int Window = 20_000;

    private const string Select =
        """
        select e.no, e.id, e.at, e.kind, e.request, e.revision, e.by_whom, e.on_behalf_of, e.actor, e.customer, e.summary, e.body, e.leaf,
               s.seq, s.event_id, s.event_at, s.leaf, s.link, s.at, s.stepped, s.epoch{0}
          from audit.seal s left join {1}
         where s.chain = $1 and s.seq > $2 order by s.seq limit 20000
        """;

    // Most rows have nothing sealed, so the key is looked for only where the text says there is one.
    private const string WrappedKey =
        ", case when position('\"sealed\":{' in e.body) > 0 then (select k.wrapped from hitl.customer_key k where k.id = (e.body::json #>> '{sealed,by}')::uuid) end";

    private const string AllAtOnce = "audit.event e on e.id = s.event_id and e.at = s.event_at";

    // For a few rows at the end the planner would still hash the whole table: it cannot know how near the end is. A row each cannot be hashed.
    private const string OneByOne = "lateral (select * from audit.event r where r.id = s.event_id and r.at = s.event_at limit 1) e on true";

    private static readonly string Plain = Reading("", AllAtOnce);
    private static readonly string Tail = Reading("", OneByOne);
    private static readonly string WithKeys = Reading(WrappedKey, AllAtOnce);

    public static async Task<NpgsqlTransaction> SnapshotAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

    public static async IAsyncEnumerable<SealedRow> ChainAsync(NpgsqlConnection connection, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (row, _) in ReadAsync(connection, after, Plain, _ => "", cancel)) yield return row;
    }

    /// <summary>The same for the few rows behind a place near the end: in time that does not grow with the ledger.</summary>
    public static async IAsyncEnumerable<SealedRow> TailAsync(NpgsqlConnection connection, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (row, _) in ReadAsync(connection, after, Tail, _ => "", cancel)) yield return row;
    }

    /// <summary>The same as the chain, with the wrapped key of each row that has sealed fields; null when it was destroyed or there are none.</summary>
    public static IAsyncEnumerable<(SealedRow Row, string? Wrapped)> WithKeysAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        ReadAsync(connection, 0, WithKeys, reader => reader.TextOrNull(21), cancel);

    private static string Reading(string more, string events) =>
        Select.Replace("{0}", more, StringComparison.Ordinal).Replace("{1}", events, StringComparison.Ordinal);

    private static async IAsyncEnumerable<(SealedRow Row, string? Wrapped)> ReadAsync(
        NpgsqlConnection connection, long after, string select, Func<NpgsqlDataReader, string?> wrapped, [EnumeratorCancellation] CancellationToken cancel)
    {
        int read;
        do
        {
            read = 0;
            await using var command = new Sql(select).With(Seal.MainChain).With(after).On(connection);
            command.CommandTimeout = 0;
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                read++;
                var row = Row(reader);
                after = row.Seal.Sequence;
                yield return (row, wrapped(reader));
            }
        }
        while (read == Window);
    }

    public static async Task<List<T>> ListAsync<T>(NpgsqlConnection connection, Sql sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel)
    {
        await using var command = sql.On(connection);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(map(reader));
        return rows;
    }

    /// <summary>A seal from its columns in the order of the table, without the chain.</summary>
    public static Seal SealOf(NpgsqlDataReader row) =>
        new(Seal.MainChain, row.GetInt64(0), row.GetGuid(1), row.Time(2), row.GetFieldValue<byte[]>(3), row.Time(5), row.GetBoolean(6), row.GetInt64(7))
        {
            Link = row.GetFieldValue<byte[]>(4),
        };

    private static SealedRow Row(NpgsqlDataReader row)
    {
        var seal = new Seal(
            Seal.MainChain, row.GetInt64(13), row.GetGuid(14), row.Time(15), row.GetFieldValue<byte[]>(16), row.Time(18), row.GetBoolean(19), row.GetInt64(20))
        {
            Link = row.GetFieldValue<byte[]>(17),
        };
        return new(seal, row.IsDBNull(0) ? null : LedgerRows.Read(row));
    }
}
