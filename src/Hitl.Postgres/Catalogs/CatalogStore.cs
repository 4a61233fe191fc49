using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.FailPoints;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Catalogs;

/// <summary>Catalog versions by digest. A stored version is parsed once per process; a digest never means two things, so the cache needs no expiry.</summary>
internal sealed class CatalogStore(Database database) : ICatalogStore
{
    private readonly ConcurrentDictionary<string, Catalog> _parsed = new(StringComparer.Ordinal);

    public async Task<Catalog?> ActiveAsync(CancellationToken cancel)
    {
        var digest = await database.FirstAsync(
            new Sql("select digest from hitl.catalog_activation order by no desc limit 1"), row => row.GetString(0), cancel);
        return digest is null ? null : await FindAsync(digest, cancel);
    }

    public async Task<Catalog?> FindAsync(string digest, CancellationToken cancel)
    {
        if (_parsed.TryGetValue(digest, out var known)) return known;
        var source = await database.FirstAsync(
            new Sql("select source from hitl.catalog_version where digest = $1").With(digest), row => row.GetString(0), cancel);
        return source is null ? null : _parsed.GetOrAdd(digest, CatalogParser.ParseStored(source, digest));
    }

    public async Task ActivateAsync(Catalog catalog, string by, CancellationToken cancel)
    {
        var entry = new LedgerEntry
        {
            Kind = LedgerKinds.CatalogActivated,
            By = by,
            Summary = $"Catalog {catalog.Name} became active, version {catalog.Digest[..12]}.",
            Body = new JsonObject { ["digest"] = catalog.Digest, ["name"] = catalog.Name, ["sandbox"] = catalog.IsSandbox },
        };
        FailPoint.Hit("C1");
        await database.ExecuteAsync(
            new Sql("select hitl.activate_catalog($1, $2, $3, $4, $5)")
                .With(catalog.Digest).With(catalog.Name).With(catalog.Source).With(by).WithJson(EntryJson.Write(entry)),
            cancel);
        database.Signals.Ledger.Set();
    }
}
