using Hitl.Postgres.Migrations;
using Npgsql;

namespace Hitl.Tests.Postgres;

public sealed class MigratorTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bootstrapping_again_changes_nothing()
    {
        var access = await cluster.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(access.Admin).Database!;

        await DatabaseBootstrap.RunAsync(cluster.Admin, name, new("app-password", "seal-password"), Cancel);

        Assert.Equal(0, await Migrator.MigrateAsync(access.Admin, Cancel));
    }

    [Fact]
    public async Task Two_processes_that_bootstrap_at_once_both_succeed()
    {
        await cluster.CreateDatabaseAsync();
        var name = $"hitl_both_{Guid.NewGuid():N}";
        var passwords = new DatabasePasswords("app-password", "seal-password");

        var both = await Task.WhenAll(
            DatabaseBootstrap.RunAsync(cluster.Admin, name, passwords, Cancel), DatabaseBootstrap.RunAsync(cluster.Admin, name, passwords, Cancel));

        Assert.Equal(both[0], both[1]);
        await PostgresCluster.ExecuteAsync(both[0].App, "select from hitl.request");
    }

    [Fact]
    public async Task A_migration_changed_after_it_was_applied_is_refused()
    {
        var access = await cluster.CreateDatabaseAsync();
        await PostgresCluster.ExecuteAsync(access.Admin, "update hitl.schema_migration set checksum = 'other' where version = 2");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrator.MigrateAsync(access.Admin, Cancel));

        Assert.Contains("0002_requests.sql was changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_newer_than_the_build_is_refused()
    {
        var access = await cluster.CreateDatabaseAsync();
        await PostgresCluster.ExecuteAsync(access.Admin, "insert into hitl.schema_migration (version, name, checksum) values (9999, 'later', 'x')");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrator.MigrateAsync(access.Admin, Cancel));

        Assert.Contains("9999", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bootstrapping_needs_a_superuser()
    {
        var access = await cluster.CreateDatabaseAsync();

        await Assert.ThrowsAsync<MigrationException>(() => DatabaseBootstrap.RunAsync(access.App, "any", new("a", "b"), Cancel));
    }

    [Fact]
    public void Migrations_are_numbered_in_order_each_once_and_say_why()
    {
        var numbers = Migration.All.Select(migration => migration.Version).ToList();

        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.All(Migration.All, migration => Assert.StartsWith($"-- {migration.Name}\n-- Why: ", migration.Text, StringComparison.Ordinal));
    }
}
