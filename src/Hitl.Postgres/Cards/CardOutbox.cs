using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Stages;
using Npgsql;

namespace Hitl.Postgres.Cards;

/// <summary>Cards owed. A claim counts as an attempt before anything is sent, so a worker that dies meanwhile is known to have maybe posted.</summary>
internal sealed class CardOutbox(Database database, TimeProvider time) : ICardOutbox
{
    private const string Claim =
        """
        with due as (
            select request, revision, ordinal, person, attempts, first_tried_at from hitl.card
             where is_due and due_at <= clock_timestamp() {0}
             order by due_at limit $1 for update skip locked
        )
        update hitl.card c
           set attempts = c.attempts + 1, first_tried_at = coalesce(c.first_tried_at, clock_timestamp()), due_at = clock_timestamp() + $2
          from due d
         where (c.request, c.revision, c.ordinal, c.person) = (d.request, d.revision, d.ordinal, d.person)
        returning c.request, c.revision, c.ordinal, c.person, c.delivery, c.channel, c.message, c.wanted_version, d.attempts,
                  case when c.reminder_sent < c.reminder_wanted then c.reminder_wanted else 0 end, d.first_tried_at
        """;

    private static readonly string ClaimAny = string.Format(null, Claim, "");
    private static readonly string ClaimOne = string.Format(null, Claim, "and request = $3 and revision = $4 and ordinal = $5");

    public async Task<IReadOnlyList<CardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel) =>
        await database.ListAsync(new Sql(ClaimAny).With(most).With(lease), Job, cancel);

    public async Task<IReadOnlyList<CardJob>> ClaimStageAsync(StageKey stage, TimeSpan lease, CancellationToken cancel) =>
        await database.ListAsync(new Sql(ClaimOne).With(int.MaxValue).With(lease).For(stage), Job, cancel);

    public async Task ShownAsync(CardJob job, CardLocation location, long shownVersion, LedgerEntry? posted, CancellationToken cancel)
    {
        await database.ExecuteAsync(
            new Sql("select hitl.card_shown($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                .For(job.Key.Stage).With(job.Key.Person.Value).With(location.Channel).With(location.MessageId).With(shownVersion)
                .With(job.Reminder).WithJson(posted is null ? null : EntryJson.Write(posted)),
            cancel);
        database.Signals.Ledger.Set();
    }

    public async Task FailedAsync(CardJob job, string error, DateTimeOffset? retryAt, LedgerEntry? undelivered, CancellationToken cancel)
    {
        await database.ExecuteAsync(
            new Sql("select hitl.card_failed($1, $2, $3, $4, $5, $6, $7)")
                .For(job.Key.Stage).With(job.Key.Person.Value).With(EntryJson.Clean(error))
                .Add(NpgsqlTypes.NpgsqlDbType.Interval, retryAt - time.GetUtcNow())
                .WithJson(undelivered is null ? null : EntryJson.Write(undelivered)),
            cancel);
        database.Signals.Ledger.Set();
    }

    public Task<int> DeliveredAsync(StageKey stage, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select count(*)::integer from hitl.card where request = $1 and revision = $2 and ordinal = $3 and message is not null").For(stage),
            row => row.GetInt32(0),
            cancel);

    private static CardJob Job(NpgsqlDataReader row) => new(
        new(new(new(row.GetString(0)), row.GetInt32(1), row.GetInt32(2)), new(row.GetString(3))),
        row.GetString(4),
        row.IsDBNull(5) ? null : new(row.GetString(5), row.GetString(6)),
        row.GetInt64(7),
        row.GetInt32(8),
        row.GetInt32(9),
        row.TimeOrNull(10));
}
