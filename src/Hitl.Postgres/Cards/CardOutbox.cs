using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Stages;
using Npgsql;

namespace Hitl.Postgres.Cards;

/// <summary>Cards owed. A claim counts as an attempt before anything is sent, so a worker that dies meanwhile is known to have maybe posted.</summary>
internal sealed class CardOutbox(Database database, PostgresOptions options, TimeProvider time) : ICardOutbox
{
    private const string RateLimited = "ratelimited";

    // Open places are counted from what is committed: two claims at once would both give the last one away.
    private const string Turn = "hitl.card places";

    // The oldest of each actor in turn, so that a flood of one waits behind itself, also among one person's open places: whoever has fewer of them
    // is next. While Slack limits posting to a person, one at a time.
    private const string ClaimAny =
        """
        with recursive actor as (
            (select c.actor from hitl.card c where c.is_due order by c.actor limit 1)
            union all
            select (select c.actor from hitl.card c where c.is_due and c.actor > a.actor order by c.actor limit 1) from actor a where a.actor is not null
        ), taken as materialized (
            select person, count(*) as open from hitl.card where slot group by person
        ), pace as materialized (
            select person, next_at from hitl.card_pace where until_at > clock_timestamp()
        ), mine as materialized (
            select person, actor, count(*) as open from hitl.card where slot group by person, actor
        ), turned as (
            select k.*, row_number() over (partition by k.actor order by k.owed_at) as turn,
                   k.mine + row_number() over (partition by k.person, k.actor, k.is_unposted order by k.owed_at) as turn_here
              from actor a cross join lateral (
                  select c.request, c.revision, c.ordinal, c.person, c.actor, c.owed_at, c.message is null as is_unposted, c.attempts = 0 and c.message is null as is_first,
                         coalesce(t.open, 0) as open, coalesce(m.open, 0) as mine, p.next_at
                    from hitl.card c left join taken t on t.person = c.person left join mine m on m.person = c.person and m.actor = c.actor
                         left join pace p on p.person = c.person
                   where c.is_due and c.actor = a.actor and c.due_at <= clock_timestamp()
                     and not (c.message is null and (coalesce(p.next_at > clock_timestamp(), false) or c.attempts = 0 and coalesce(t.open, 0) >= $3))
                   order by c.owed_at limit $1 * 8) k
        ), waiting as (
            select *, row_number() over (partition by person, is_unposted order by turn_here, owed_at) as place from turned
        ), due as (
            select c.request, c.revision, c.ordinal, c.person, c.first_tried_at
              from waiting w join hitl.card c using (request, revision, ordinal, person)
             where c.is_due and c.due_at <= clock_timestamp() and not (w.is_first and w.open + w.place > $3) and not (w.is_unposted and w.next_at is not null and w.place > 1)
             order by w.turn, w.owed_at limit $1 for update of c skip locked
        )
        """ + Take;

    private const string ClaimOne =
        """
        with due as (
            select c.request, c.revision, c.ordinal, c.person, c.first_tried_at from hitl.card c
             where c.is_due and c.due_at <= clock_timestamp() and c.request = $4 and c.revision = $5 and c.ordinal = $6
               and not (c.message is null and exists (select from hitl.card_pace p where p.person = c.person and p.until_at > clock_timestamp()))
               and not (c.message is null and c.attempts = 0
                        and (select count(*) from (select 1 from hitl.card t where t.person = c.person and t.slot limit $3) x) >= $3)
             order by c.owed_at limit $1 for update of c skip locked
        )
        """ + Take;

    private const string Take =
        """

        update hitl.card c
           set attempts = c.attempts + 1, first_tried_at = coalesce(c.first_tried_at, clock_timestamp()), due_at = clock_timestamp() + $2,
               slot = c.slot or c.message is null and c.attempts = 0
          from due d
         where (c.request, c.revision, c.ordinal, c.person) = (d.request, d.revision, d.ordinal, d.person)
        returning c.request, c.revision, c.ordinal, c.person, c.delivery, c.channel, c.message, c.wanted_version, c.attempts - 1,
                  case when c.reminder_sent < c.reminder_wanted then c.reminder_wanted else 0 end, d.first_tried_at,
                  c.shown_version >= c.wanted_version and c.error is not null
        """;

    public async Task<IReadOnlyList<CardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel) =>
        await database.ListInTurnAsync(Turn, new Sql(ClaimAny).With(most).With(lease).With(options.MostOpenCards), Job, cancel);

    public async Task<IReadOnlyList<CardJob>> ClaimStageAsync(StageKey stage, TimeSpan lease, CancellationToken cancel) =>
        await database.ListInTurnAsync(Turn, new Sql(ClaimOne).With(int.MaxValue).With(lease).With(options.MostOpenCards).For(stage), Job, cancel);

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

    public async Task PutOffAsync(CardJob job, string error, DateTimeOffset retryAt, CancellationToken cancel)
    {
        var wait = retryAt - time.GetUtcNow();
        // Only while the claim is ours: whoever claimed after us may be posting it just now, and that must be searched for.
        await database.ExecuteAsync(
            new Sql(
                """
                update hitl.card set error = $5, due_at = clock_timestamp() + $6, first_tried_at = case when $7 then first_tried_at end
                 where request = $1 and revision = $2 and ordinal = $3 and person = $4 and attempts = $8
                """)
                .For(job.Key.Stage).With(job.Key.Person.Value).With(EntryJson.Clean(error)).With(wait).With(job.FirstTriedAt is not null).With(job.Attempts + 1),
            cancel);
        if (job.Location is null && error == RateLimited) await PaceAsync(job, wait, cancel);
    }

    public Task<int> DeliveredAsync(StageKey stage, CancellationToken cancel) => CountAsync(stage, "(message is not null or digested_at is not null)", cancel);

    public Task<int> GivenUpAsync(StageKey stage, CancellationToken cancel) => CountAsync(stage, "gave_up and message is null and digested_at is null", cancel);

    private Task<int> CountAsync(StageKey stage, string which, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select count(*)::integer from hitl.card where request = $1 and revision = $2 and ordinal = $3 and " + which).For(stage), row => row.GetInt32(0), cancel);

    // From now on one card at a time for this person, until Slack has taken them without complaint for ten seconds.
    private Task PaceAsync(CardJob job, TimeSpan wait, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql(
                """
                insert into hitl.card_pace as p (person, next_at, until_at) values ($1, clock_timestamp() + $2, clock_timestamp() + $2 + interval '10 seconds')
                on conflict (person) do update set next_at = greatest(p.next_at, excluded.next_at), until_at = excluded.until_at
                """).With(job.Key.Person.Value).With(wait),
            cancel);

    private static CardJob Job(NpgsqlDataReader row) => new(
        new(new(new(row.GetString(0)), row.GetInt32(1), row.GetInt32(2)), new(row.GetString(3))),
        row.GetString(4),
        row.IsDBNull(5) ? null : new(row.GetString(5), row.GetString(6)),
        row.GetInt64(7),
        row.GetInt32(8),
        row.GetInt32(9),
        row.TimeOrNull(10)) { OwesReminderOnly = row.GetBoolean(11) };
}
