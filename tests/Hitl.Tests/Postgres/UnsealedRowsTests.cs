using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>What a verification says of rows that wait for their seal.</summary>
public sealed class UnsealedRowsTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new(cluster);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Rows_that_wait_longer_than_five_seconds_are_a_finding()
    {
        await using var process = _database.Services(_database.Access.App, _database.Access.Seal);
        await SealedLedger.AppendAsync(_database, 3);
        Assert.True((await SealedLedger.VerifyAsync(process)).IsIntact);

        await _database.ExecuteAsync("update audit.unsealed set at = at - interval '6 seconds'");

        Assert.Contains((await SealedLedger.VerifyAsync(process)).Findings, finding => finding.Code == "unsealed.stale");
    }

    [Fact]
    public async Task A_row_that_was_written_just_before_is_no_finding_however_long_the_verification_takes()
    {
        await SealedLedger.AppendAsync(_database, 3);
        await using var connection = new NpgsqlConnection(_database.Access.Admin);
        await connection.OpenAsync(Cancel);
        await using var snapshot = await LedgerScan.SnapshotAsync(connection, Cancel);
        await using (var age = new NpgsqlCommand("update audit.unsealed set at = now() - interval '5 seconds'", connection, snapshot))
            await age.ExecuteNonQueryAsync(Cancel);

        var report = await LedgerVerification.CheckAsync(connection, null, [], Cancel);

        Assert.Equal(3, report.Unsealed);
        Assert.DoesNotContain(report.Findings, finding => finding.Code == "unsealed.stale");
    }
}
