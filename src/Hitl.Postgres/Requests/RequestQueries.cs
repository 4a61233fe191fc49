using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Stages;
using Hitl.Proof;
using Npgsql;

namespace Hitl.Postgres.Requests;

/// <summary>What the doors read: lists, one request's timeline, its cards, and states for long polls.</summary>
public sealed class RequestQueries
{
    private readonly Database _database;

    internal RequestQueries(Database database) => _database = database;

    /// <summary>Lists requests, newest first, by key and not by offset: the cost of a page does not grow with its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="RequestFilter.Most"/> is out of range.</exception>
    public async Task<RequestPage> ListAsync(RequestFilter filter, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Most, 500);
        var rows = await _database.ListAsync(List(filter), row => row.StoredRequest(_database.Vault), cancel);
        var isMore = rows.Count > filter.Most;
        if (isMore) rows.RemoveAt(filter.Most);
        return new(rows, isMore ? rows[^1].Request.Id : null);
    }

    /// <summary>Every ledger row about a request, in order; empty when there is none.</summary>
    public async Task<IReadOnlyList<LedgerRow>> TimelineAsync(RequestId request, CancellationToken cancel) =>
        await _database.Vault.ShowAsync(_database, await _database.ListAsync(LedgerRows.Of(request), LedgerRows.Read, cancel), cancel);

    /// <summary>Requests one actor asked for under keys with this beginning, oldest first, with their states.</summary>
    public async Task<IReadOnlyList<(RequestId Request, RequestState State)>> UnderKeysAsync(ActorId actor, string beginning, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                    $"""
                    select {Reading.RequestColumns} from (
                        select r.* from hitl.idempotency_key k join hitl.request r on r.id = k.request where k.actor = $1 and starts_with(k.key, $2)) q
                     order by id
                    """).With(actor.Value).With(beginning),
            row => row.StoredRequest(_database.Vault) is var stored ? (stored.Request.Id, stored.State) : default,
            cancel);

    /// <summary>Every card of a request, by revision, stage and person.</summary>
    public async Task<IReadOnlyList<CardView>> CardsAsync(RequestId request, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                """
                select request, revision, ordinal, person, channel, message, case when is_due then 'pending' when gave_up then 'undelivered' else 'current' end, error
                  from hitl.card where request = $1 order by revision, ordinal, person
                """).With(request.Value),
            row => new CardView(Key(row), row.IsDBNull(4) ? null : new(row.GetString(4), row.GetString(5)), row.GetString(6), row.TextOrNull(7)),
            cancel);

    /// <summary>Which card a message is; null when the message is none of ours.</summary>
    /// <param name="channel">Slack's channel id.</param>
    /// <param name="messageId">Slack's <c>ts</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<CardKey?> CardAtAsync(string channel, string messageId, CancellationToken cancel) =>
        _database.FirstAsync(
            new Sql("select request, revision, ordinal, person from hitl.card where channel = $1 and message = $2")
                .With(EntryJson.Clean(channel)).With(EntryJson.Clean(messageId)),
            Key,
            cancel);

    /// <summary>How many requests an actor has made since a moment; counting ends at a limit.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="since">From when, UTC.</param>
    /// <param name="most">Where counting ends.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<int> CountSinceAsync(ActorId actor, DateTimeOffset since, int most, CancellationToken cancel) =>
        _database.FirstAsync(
            new Sql("select count(*)::integer from (select from hitl.request where actor = $1 and id >= $2 limit $3) made").With(actor.Value).With(RequestId.FirstAt(since).Value).With(most),
            row => row.GetInt32(0),
            cancel);

    /// <summary>The open stages of many requests in one query; requests without one are left out.</summary>
    /// <param name="ids">The requests of a page.</param>
    /// <param name="person">Whom to look for among the people asked.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<IReadOnlyDictionary<RequestId, OpenStage>> OpenStagesAsync(IReadOnlyCollection<RequestId> ids, PersonId person, CancellationToken cancel)
    {
        var rows = await _database.ListAsync(
            new Sql(
                """
                select s.request, s.definition, s.opened_at, p.person is not null and d.person is null, s.due_at
                  from hitl.stage s
                  left join hitl.stage_person p on (p.request, p.revision, p.ordinal) = (s.request, s.revision, s.ordinal) and p.person = $2
                  left join hitl.decision d on (d.request, d.revision, d.ordinal) = (s.request, s.revision, s.ordinal) and d.person = $2
                 where s.request = any($1) and s.status = 'open'
                """).With(ids.Select(id => id.Value)).With(person.Value),
            row => new OpenStage(new(row.GetString(0)), row.TimeOrNull(4) ?? row.Time(2) + Reading.Json<StageDefinition>(row.GetString(1)).Wait, row.GetBoolean(3)),
            cancel);
        return rows.DistinctBy(row => row.Request).ToDictionary(row => row.Request);
    }

    /// <summary>What long polls wait for, of many requests in one query; ids that do not exist are left out.</summary>
    public async Task<IReadOnlyDictionary<RequestId, RequestPulse>> PulsesAsync(IReadOnlyCollection<RequestId> ids, CancellationToken cancel)
    {
        var rows = await _database.ListAsync(
            new Sql(
                """
                select r.id, r.state, (select count(*)::integer from hitl.question q where q.request = r.id)
                  from hitl.request r where r.id = any($1)
                """).With(ids.Select(id => id.Value)),
            row => (Id: new RequestId(row.GetString(0)), Pulse: new RequestPulse(EnumText<RequestState>.From(row.GetString(1)), row.GetInt32(2))),
            cancel);
        return rows.ToDictionary(row => row.Id, row => row.Pulse);
    }

    /// <summary>A person's latest decisions, newest first.</summary>
    /// <param name="person">Who decided.</param>
    /// <param name="most">How many, 1 to 100.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<IReadOnlyList<Decision>> DecisionsOfAsync(PersonId person, int most, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql("select record from hitl.decision where person = $1 order by no desc limit $2").With(person.Value).With(most), row => row.Decision(0), cancel);

    private static Sql List(RequestFilter filter)
    {
        // Each clause is there only when asked for, so that the planner sees the index that answers it.
        var where = new List<string> { "true" };
        var sql = new List<Func<Sql, Sql>>();
        if (filter.States.Count > 0) Add("state = any(${0})", s => s.With(filter.States.Select(EnumText<RequestState>.Of)));
        if (filter.Actor is { } actor) Add("actor = ${0}", s => s.With(actor.Value));
        if (filter.Asked is { } asked) Add("id in (select p.request from hitl.stage_person p where p.person = ${0})", s => s.With(asked.Value));
        if (filter.After is { } after) Add("id < ${0}", s => s.With(after.Value));
        var text = $"select {Reading.RequestColumns} from hitl.request where {string.Join(" and ", where)} order by id desc limit {filter.Most + 1}";
        return sql.Aggregate(new Sql(text), (made, add) => add(made));

        void Add(string clause, Func<Sql, Sql> value)
        {
            sql.Add(value);
            where.Add(string.Format(null, clause, sql.Count));
        }
    }

    private static CardKey Key(NpgsqlDataReader row) =>
        new(new(new(row.GetString(0)), row.GetInt32(1), row.GetInt32(2)), new(row.GetString(3)));
}
