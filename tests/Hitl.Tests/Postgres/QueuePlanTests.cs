using System.Text.Json.Nodes;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>What the planner makes of queue and chain once they are long: counted, and planned while they were empty.</summary>
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

    [Fact]
    public async Task A_session_that_began_with_an_empty_ledger_reads_none_of_a_long_one_to_add_a_row()
    {
        await using var process = _database.Services(_database.Access.App, _database.Access.Seal);
        await using var connection = new NpgsqlConnection(_database.Access.Admin);
        await connection.OpenAsync(Cancel);
        // From the sixth call on a session may keep one plan for all of them.
        for (var i = 0; i < 10; i++) await AppendOnceAsync(connection);
        await AddAsync(10_000);
        await SealedLedger.SealAsync(process);
        await AddAsync(10_000);

        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await AppendOnceAsync(connection);

        await using var read = new NpgsqlCommand("select sum(seq_tup_read)::bigint from pg_stat_xact_user_tables where schemaname = 'audit' and relname in ('seal', 'unsealed')", connection);
        Assert.Equal(0L, await read.ExecuteScalarAsync(Cancel));
    }

    private static async Task AppendOnceAsync(NpgsqlConnection connection)
    {
        await using var append = new NpgsqlCommand(
            "select audit.append_once(json_build_array(json_build_object('id', gen_random_uuid(), 'kind', 'attempt.refused', 'revision', 0, 'by_whom', 'system:test', 'summary', 'A row.', 'body', '{}')))",
            connection);
        await append.ExecuteNonQueryAsync(Cancel);
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
