using System.Runtime.CompilerServices;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Reviews;
using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Catalogs;

/// <summary>How the catalog was used: past requests, gaps, rules, canaries and samples.</summary>
public sealed class CatalogUsage
{
    private const int Page = 5_000;
    private readonly Database _database;

    internal CatalogUsage(Database database) => _database = database;

    /// <summary>Every request accepted since a moment, as it was asked, in order; read by pages, so that a million of them fit.</summary>
    public async IAsyncEnumerable<ActionRequest> SinceAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = RequestId.FirstAt(since).Value;
        while (true)
        {
            var page = await _database.ListAsync(
                new Sql("select id, record from hitl.request where id > $1 order by id limit $2").With(after).With(Page), row => (Id: row.GetString(0), Record: row.GetString(1)), cancel);
            foreach (var (_, record) in page) yield return Reading.Json<ActionRequest>(record);
            if (page.Count < Page) yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>Requests that no rule covered, by actor, action and reason, most frequent first.</summary>
    public async Task<IReadOnlyList<GapUse>> GapsAsync(DateTimeOffset since, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                """
                select action, actor, (array_agg(evaluation::jsonb #>> '{Explanation,Sentence}' order by id desc))[1], count(*), max(state_since), max(id)
                  from hitl.request
                 where (evaluation::jsonb #>> '{Explanation,IsGap}') = 'true' and id > $1
                 group by action, actor order by 4 desc, 1, 2
                """).With(RequestId.FirstAt(since).Value),
            row => new GapUse(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.Time(4), new(row.GetString(5))),
            cancel);

    /// <summary>How rules decided, by action, rule, actor and currency.</summary>
    public async Task<IReadOnlyList<RuleUse>> RulesAsync(DateTimeOffset since, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                """
                select action, evaluation::jsonb #>> '{Explanation,Rule}', actor, record::jsonb #>> '{Amount,Currency}', count(*), coalesce(max((record::jsonb #>> '{Amount,Minor}')::bigint), 0)
                  from hitl.request
                 where id > $1 and evaluation is not null and (evaluation::jsonb #>> '{Explanation,Rule}') is not null
                 group by 1, 2, 3, 4 order by 1, 2, 3, 4
                """).With(RequestId.FirstAt(since).Value),
            row => new RuleUse(new(row.GetString(0)), row.GetString(1), new(row.GetString(2)), row.TextOrNull(3), row.GetInt64(4), row.GetInt64(5)),
            cancel);

    /// <summary>Canaries: how often people decided for a version the catalog does not know, and how often as it would have.</summary>
    public async Task<IReadOnlyList<CanaryUse>> CanariesAsync(CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                """
                select actor, evaluation::jsonb #>> '{Canary,Version}', count(*),
                       count(*) filter (where exists (select from hitl.stage s where s.request = r.id and s.revision = r.revision and s.status = 'approved')),
                       count(*) filter (where exists (select from hitl.stage s where s.request = r.id and s.revision = r.revision and s.status = 'denied'))
                  from hitl.request r
                 where (evaluation::jsonb -> 'Canary') is not null and (evaluation::jsonb -> 'Canary') <> 'null'
                 group by 1, 2 order by 1, 2
                """),
            row => new CanaryUse(row.GetString(0), row.TextOrNull(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
            cancel);
}
