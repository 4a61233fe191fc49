using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Versions;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Catalogs;

/// <summary>Versions and their activations. Both are only ever inserted: what was active when stays known.</summary>
internal sealed class CatalogVersions(Database database) : ICatalogVersions
{
    public async Task ProposeAsync(Catalog catalog, string author, string reason, LedgerEntry entry, CancellationToken cancel)
    {
        await database.ExecuteAsync(
            new Sql("select hitl.propose_catalog($1, $2, $3, $4, $5, $6)")
                .With(catalog.Digest).With(catalog.Name).With(catalog.Source).With(author).With(EntryJson.Clean(reason)).WithJson(EntryJson.Write(entry)),
            cancel);
        database.Signals.Ledger.Set();
    }

    public async Task<IReadOnlyList<CatalogVersion>> ListAsync(CancellationToken cancel) =>
        await database.ListAsync(
            new Sql(
                """
                select v.digest, v.name, v.stored_at, p.author, p.reason, a.at, a.by_whom, a.request,
                       coalesce((select g.approvers from hitl.grant_issued g where g.request = a.request order by g.revision desc limit 1), '{}'),
                       v.digest is not distinct from (select digest from hitl.catalog_activation order by no desc limit 1)
                  from hitl.catalog_version v
                  left join hitl.catalog_proposal p on p.digest = v.digest
                  left join lateral (select * from hitl.catalog_activation x where x.digest = v.digest order by x.no desc limit 1) a on true
                 order by v.stored_at desc, v.digest
                """),
            Version,
            cancel);

    public async Task<ActivationResult> ActivateAsync(string version, string replaces, string key, LedgerEntry entry, CancellationToken cancel)
    {
        var sql = new Sql("select hitl.activate_signed_catalog($1, $2, $3, $4, $5)")
            .With(version).With(replaces).With(key).With(entry.Request?.Value).WithJson(EntryJson.Write(entry));
        var result = await database.FirstAsync(sql, row => row.GetString(0), cancel);
        database.Signals.Ledger.Set();
        return result switch { "active" => ActivationResult.Active, "conflict" => ActivationResult.Conflict, _ => ActivationResult.Unknown };
    }

    public Task<bool> WasActivatedAsync(string key, CancellationToken cancel) =>
        database.FirstAsync(new Sql("select true from hitl.catalog_activation where key = $1").With(key), row => row.GetBoolean(0), cancel);

    private static CatalogVersion Version(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Time(2), row.TextOrNull(3), row.TextOrNull(4), row.TimeOrNull(5), row.TextOrNull(6),
        row.TextOrNull(7) is { } request ? new RequestId(request) : null, row.GetFieldValue<string[]>(8), row.GetBoolean(9));
}
