using System.Runtime.CompilerServices;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Reviews;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

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
                new Sql("select id, record, hitl.wrapped_key(record) from hitl.request where id > $1 order by id limit $2").With(after).With(Page), row => (Id: row.GetString(0), Record: _database.Vault.Request(row.GetString(1), row.TextOrNull(2))), cancel);
            foreach (var (_, record) in page) yield return record;
            if (page.Count < Page) yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>Requests that no rule covered, and asks for actions the catalog does not know, by actor, action and reason, most frequent first.</summary>
    public async Task<IReadOnlyList<GapUse>> GapsAsync(DateTimeOffset since, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                """
                select action, actor, (array_agg(evaluation::json #>> '{Explanation,Sentence}' order by id desc))[1], count(*), max(state_since), max(id)
                  from hitl.request where is_gap and id > $1 group by action, actor
                union all
                select action, actor, null, sum(count)::bigint, max(last_at), null from hitl.unknown_action where last_at > $2 group by action, actor
                 order by 4 desc, 1, 2
                """).With(RequestId.FirstAt(since).Value).With(since),
            row => new GapUse(
                row.GetString(0), row.GetString(1), row.TextOrNull(2) ?? $"Refused: the catalog has no action {row.GetString(0)}.", row.GetInt64(3), row.Time(4),
                row.TextOrNull(5) is { } id ? new RequestId(id) : null),
            cancel);

    /// <summary>Counts an ask for an action that the catalog does not know. Names beyond fifty an actor and day are counted together, so that no flood fills the store.</summary>
    /// <param name="actor">Who asked.</param>
    /// <param name="action">What it asked for; cut to 64 characters.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task NoteUnknownActionAsync(ActorId actor, string action, CancellationToken cancel) =>
        _database.ExecuteAsync(new Sql("select hitl.note_unknown_action($1, $2)").With(actor.Value).With(EntryJson.Clean(Cut(action))), cancel);

    /// <summary>Automatic approvals drawn for review, newest first.</summary>
    /// <param name="since">Only requests accepted from then on.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<IReadOnlyList<SampledRequest>> SamplesAsync(DateTimeOffset since, int most, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql($"select {Reading.RequestColumns} from hitl.request where is_sampled and id > $1 order by id desc limit $2").With(RequestId.FirstAt(since).Value).With(most),
            row => row.StoredRequest(_database.Vault) is { Evaluation: { Sample: { } draw } evaluation } stored ? new SampledRequest(stored.Request, stored.State, evaluation.Explanation.Rule, draw) : throw new InvalidOperationException("A request is marked as sampled and has no draw."),
            cancel);

    /// <summary>How often the share of an action was drawn: by action, seed and share, how many automatic approvals there were and how many of them were chosen.</summary>
    public async Task<IReadOnlyList<SampleShare>> SampleSharesAsync(DateTimeOffset since, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                """
                select action, (evaluation::json #>> '{Sample,ShareInHundredths}')::integer, count(*), count(*) filter (where is_sampled)
                  from hitl.request where id > $1 and evaluation::json ->> 'Sample' is not null group by 1, 2 order by 1, 2
                """).With(RequestId.FirstAt(since).Value),
            row => new SampleShare(row.GetString(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)),
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
                select actor, evaluation::json #>> '{Canary,Version}', count(*),
                       count(*) filter (where exists (select from hitl.stage s where s.request = r.id and s.revision = r.revision and s.status = 'approved')),
                       count(*) filter (where exists (select from hitl.stage s where s.request = r.id and s.revision = r.revision and s.status = 'denied'))
                  from hitl.request r
                 where is_canary
                 group by 1, 2 order by 1, 2
                """),
            row => new CanaryUse(row.GetString(0), row.TextOrNull(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
            cancel);

    private static string Cut(string action) => action.Length switch
    {
        0 => "(none)",
        > 64 => action[..(char.IsHighSurrogate(action[63]) ? 63 : 64)],
        _ => action,
    };
}
