using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Cards;

/// <summary>Digests owed, found by comparing what each shows with what waits.</summary>
internal sealed class DigestOutbox(Database database, PostgresOptions options) : IDigestOutbox
{
    public async Task<IReadOnlyList<DigestJob>> ClaimAsync(TimeSpan lease, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql("select person, delivery, channel, message, attempts, first_tried_at, fingerprint, waiting, items from hitl.claim_digests($1, $2)")
                .With(options.MostOpenCards).With(lease),
            Job,
            cancel);

    public async Task ShownAsync(DigestJob job, CardLocation location, IReadOnlyList<LedgerEntry> told, CancellationToken cancel)
    {
        await database.ExecuteAsync(
            new Sql("select hitl.digest_shown($1, $2, $3, $4, $5, $6, $7)")
                .With(job.Person.Value).With(location.Channel).With(location.MessageId).With(job.Fingerprint).With(job.Waiting)
                .With(job.Untold.Select(Name)).WithJson(EntryJson.Write(told)),
            cancel);
        database.Signals.Ledger.Set();
    }

    public Task FailedAsync(DigestJob job, string error, TimeSpan retryAfter, bool isGone, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql(
                """
                update hitl.digest
                   set error = $2, due_at = clock_timestamp() + $3, channel = case when not $4 then channel end, message = case when not $4 then message end
                 where person = $1
                """).With(job.Person.Value).With(EntryJson.Clean(error)).With(retryAfter).With(isGone),
            cancel);

    private static string Name(StageKey key) => $"{key.Request}.{key.Revision}.{key.Ordinal}";

    private static DigestJob Job(NpgsqlDataReader row)
    {
        var items = Reading.Json<List<Item>>(row.GetString(8));
        return new(
            new(row.GetString(0)), row.GetString(1), row.IsDBNull(2) ? null : new(row.GetString(2), row.GetString(3)), row.GetInt32(4), row.TimeOrNull(5), row.GetString(6), row.GetInt32(7),
            [.. items.Select(item => item.Key)], [.. items.Where(item => item.New).Select(item => item.Key)]);
    }

    private sealed record Item(string Request, int Revision, int Ordinal, bool New)
    {
        public StageKey Key => new(new RequestId(Request), Revision, Ordinal);
    }
}
