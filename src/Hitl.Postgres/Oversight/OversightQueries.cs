using Hitl.Escalations.Ids;
using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Oversight;

/// <summary>How people oversee, measured from what was stored when it happened: it cannot be filled in later.</summary>
public sealed class OversightQueries
{
    private const string Rows =
        """
        with asked as (
            select sp.request, sp.revision, sp.person, r.action, s.status, c.visible_since, d.verdict, d.at as decided_at,
                   exists (select from hitl.card_opened o where (o.request, o.revision, o.ordinal, o.person) = (sp.request, sp.revision, sp.ordinal, sp.person)) as opened,
                   exists (select from hitl.past_revision p where p.request = sp.request and p.revision = sp.revision and p.edited_by = sp.person) as edited,
                   exists (select from hitl.flag f where f.request = sp.request and f.person = sp.person) as flagged
              from hitl.stage s
              join hitl.stage_person sp using (request, revision, ordinal)
              join hitl.request r on r.id = s.request
              left join hitl.card c on (c.request, c.revision, c.ordinal, c.person) = (sp.request, sp.revision, sp.ordinal, sp.person)
              left join hitl.decision d on (d.request, d.revision, d.ordinal, d.person) = (sp.request, sp.revision, sp.ordinal, sp.person)
             where s.opened_at >= $1 and ($2::text is null or sp.person = $2) and ($3::text is null or r.action = $3)
        ), timed as (
            select *, case when decided_at >= visible_since then extract(epoch from decided_at - visible_since)::float8 end as seconds from asked
        )
        select person, action, count(*)::integer, count(visible_since)::integer, count(*) filter (where opened)::integer,
               count(*) filter (where verdict = 'approve')::integer, count(*) filter (where verdict = 'deny')::integer,
               count(*) filter (where edited)::integer, count(*) filter (where flagged)::integer,
               count(*) filter (where verdict is null and status = 'escalated')::integer,
               percentile_cont(0.5) within group (order by seconds), percentile_cont(0.9) within group (order by seconds),
               count(*) filter (where seconds < 5)::integer
          from timed group by person, action order by person, action
        """;

    private readonly Database _database;

    internal OversightQueries(Database database) => _database = database;

    /// <summary>One row per person and action they were asked about since a moment.</summary>
    /// <param name="since">Stages opened from here on, UTC.</param>
    /// <param name="person">Only this person; null for everybody.</param>
    /// <param name="action">Only this action; null for all.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<IReadOnlyList<OversightRow>> ReadAsync(DateTimeOffset since, PersonId? person, ActionName? action, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(Rows).With((DateTimeOffset?)since).With(person?.Value).With(action?.Value),
            row => new OversightRow(
                new(row.GetString(0)), new(row.GetString(1)), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7), row.GetInt32(8),
                row.GetInt32(9), row.IsDBNull(10) ? null : row.GetDouble(10), row.IsDBNull(11) ? null : row.GetDouble(11), row.GetInt32(12)),
            cancel);
}
