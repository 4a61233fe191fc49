using Hitl.Escalations.Ledger;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Versions;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Postgres;

public sealed class CatalogVersionsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly Catalog First = Sample.Catalog;
    private static readonly Catalog Second = Sample.With("count: 2", "count: 3");
    private static readonly Catalog Third = Sample.With("count: 2", "count: 4");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ICatalogVersions Versions => database.Get<ICatalogVersions>();

    private ICatalogStore Store => database.Get<ICatalogStore>();

    [Fact]
    public async Task YA18_of_two_versions_activated_at_the_same_moment_one_wins_and_the_other_is_told()
    {
        await StartAsync();

        var results = await Task.WhenAll(
            Task.Run(() => Versions.ActivateAsync(Second.Digest, First.Digest, Key(), Entry(), Cancel)), Task.Run(() => Versions.ActivateAsync(Third.Digest, First.Digest, Key(), Entry(), Cancel)));

        Assert.Equal([ActivationResult.Active, ActivationResult.Conflict], results.Order());
        Assert.Contains((await Store.ActiveAsync(Cancel))!.Digest, new[] { Second.Digest, Third.Digest });
    }

    [Fact]
    public async Task An_activation_sent_twice_happens_once_and_is_found_by_its_key()
    {
        await StartAsync();
        var key = Key();

        Assert.False(await Versions.WasActivatedAsync(key, Cancel));
        Assert.Equal(ActivationResult.Active, await Versions.ActivateAsync(Second.Digest, First.Digest, key, Entry(), Cancel));
        Assert.Equal(ActivationResult.Active, await Versions.ActivateAsync(Second.Digest, First.Digest, key, Entry(), Cancel));

        Assert.True(await Versions.WasActivatedAsync(key, Cancel));
        Assert.Equal(1, await database.AskAsync<long>($"select count(*) from hitl.catalog_activation where key = '{key}'"));
    }

    [Fact]
    public async Task YA16_a_loosened_policy_reaches_new_requests_only_because_each_keeps_the_version_it_was_decided_under()
    {
        await StartAsync();
        await Versions.ActivateAsync(Second.Digest, First.Digest, Key(), Entry(), Cancel);

        Assert.Equal(Second.Digest, (await Store.ActiveAsync(Cancel))!.Digest);
        Assert.Equal(2, (await Store.FindAsync(First.Digest, Cancel))!.Limits.Single(limit => limit.Id == "points-week").Count);
        Assert.NotEmpty(CatalogDiff.Of(First, Second).Lines);
    }

    [Fact]
    public async Task A_version_keeps_its_first_author_and_its_text_for_good()
    {
        var proposed = Sample.With("count: 2", "count: 5");
        await Versions.ProposeAsync(proposed, "dana", "More points.", Entry(), Cancel);
        await Versions.ProposeAsync(proposed, "emil", "Mine now.", Entry(), Cancel);

        var version = Assert.Single(await Versions.ListAsync(Cancel), v => v.Digest == proposed.Digest);

        Assert.Equal(("dana", "More points.", false), (version.Author, version.Reason, version.IsActive));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => PostgresCluster.ExecuteAsync(database.Access.App, $"update hitl.catalog_version set source = 'x' where digest = '{proposed.Digest}'"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => PostgresCluster.ExecuteAsync(database.Access.App, "delete from hitl.catalog_activation"));
    }

    [Fact]
    public async Task An_unknown_version_is_never_put_in_force()
    {
        await StartAsync();

        Assert.Equal(ActivationResult.Unknown, await Versions.ActivateAsync(new string('e', 64), First.Digest, Key(), Entry(), Cancel));
    }

    private static string Key() => Guid.NewGuid().ToString("N");

    private static LedgerEntry Entry() => new() { Kind = LedgerKinds.CatalogActivated, By = "system:test", Summary = "In force." };

    private async Task StartAsync()
    {
        foreach (var catalog in new[] { Second, Third }) await Versions.ProposeAsync(catalog, "dana", "A change.", Entry(), Cancel);
        await Store.ActivateAsync(First, "system:test", Cancel);
    }
}
