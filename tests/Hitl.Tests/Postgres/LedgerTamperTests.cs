using Hitl.Postgres.Ledger;
using Hitl.Proof;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>What a superuser can do to the tables, a verification finds: every random edit, deletion, insertion, swap, cut and forgery.</summary>
public sealed class LedgerTamperTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const int Rounds = 1_200;

    [Fact]
    public async Task Every_random_change_of_the_tables_is_found()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var process = database.Services(database.Access.App, database.Access.Seal);
        for (var part = 0; part < 3; part++)
        {
            await SealedLedger.AppendAsync(database, 20);
            await SealedLedger.SealAsync(process);
        }

        using var key = CheckpointKey.FromFile(Path.Combine(database.AnchorDirectory, "checkpoint.pem"));
        var anchored = new AnchorFile(database.AnchorDirectory).All().ToList();
        await using var connection = new NpgsqlConnection(database.Access.Admin);
        await connection.OpenAsync(cancel);
        await LedgerFuzz.DropGuardsAsync(connection);
        Assert.True((await LedgerVerification.CheckAsync(connection, key, anchored, cancel)).IsIntact);
        var random = new Random(4_711);

        for (var round = 0; round < Rounds; round++)
        {
            await using var change = await connection.BeginTransactionAsync(cancel);
            var what = await LedgerFuzz.AlterAsync(connection, random);
            var report = await LedgerVerification.CheckAsync(connection, key, anchored, cancel);
            Assert.False(report.IsIntact, $"round {round}: {what} was not found");
            Assert.All(report.Findings, finding => Assert.NotEqual(finding.Expected, finding.Found));
        }

        Assert.True((await LedgerVerification.CheckAsync(connection, key, anchored, cancel)).IsIntact);
    }
}
