using System.Text.Json.Nodes;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>What the planner makes of the sealer's queue once it is long and was counted.</summary>
public sealed class QueuePlanTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new(cluster);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_sealer_reads_no_more_of_a_long_queue_and_a_long_chain_than_it_seals()
    {
        await using var process = _database.Services(_database.Access.App, _database.Access.Seal);
        await AddAsync(10_000);
        await SealedLedger.SealAsync(process);
        await AddAsync(10_000);
        await _database.ExecuteAsync("analyze audit.unsealed");
        await _database.ExecuteAsync("analyze audit.seal");

        var plan = await ExplainAsync(SealStore.Unsealed(100));

        Assert.Equal(100, plan["Actual Rows"]!.GetValue<double>());
        Assert.All(Nodes(plan), node => Assert.InRange(node["Actual Rows"]!.GetValue<double>(), 0, 100));
    }

    private Task AddAsync(int rows) => _database.ExecuteAsync(
        $"insert into audit.event (id, kind, by_whom, summary, body) select gen_random_uuid(), 'attempt.refused', 'system:test', 'A row.', '{{}}' from generate_series(1, {rows})");

    private async Task<JsonNode> ExplainAsync(Sql sql)
    {
        await using var connection = new NpgsqlConnection(_database.Access.Admin);
        await connection.OpenAsync(Cancel);
        await using var command = sql.On(connection);
        command.CommandText = $"explain (analyze, timing off, format json) {command.CommandText}";
        return JsonNode.Parse((string)(await command.ExecuteScalarAsync(Cancel))!)![0]!["Plan"]!;
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode plan) => [plan, .. (plan["Plans"]?.AsArray() ?? []).SelectMany(node => Nodes(node!))];
}
