using System.Globalization;
using Npgsql;
using Temporal.DevServer.Hosting;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Hitl.Benchmarks;

/// <summary>P16 and P17: state transitions on PostgreSQL, and a trivial call.</summary>
internal static class EngineBenchmark
{
    private const int Callers = 32;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        var length = TimeSpan.FromSeconds(options.Seconds);
        return [await TrivialAsync(length), await TransitionsAsync(length)];
    }

    private static async Task<Measurement> TrivialAsync(TimeSpan length)
    {
        await using var server = await DevServerHost.StartAsync(new() { Port = 0 });
        var client = await TemporalClient.ConnectAsync(new(server.TargetHost));
        async Task Call(int _) => await client.Connection.WorkflowService.GetSystemInfoAsync(new());
        await Load.ClosedAsync(Callers, TimeSpan.FromSeconds(3), new(), Call);
        var latencies = new Latencies();
        var rate = await Load.ClosedAsync(Callers, length, latencies, Call);
        return new(
            "P17", "engine gRPC, trivial call, 32 callers", "≥ 20,000/s, p99 ≤ 5 ms",
            string.Create(CultureInfo.InvariantCulture, $"{rate:0}/s, {latencies.Text()}"), rate >= 20_000 && latencies.At(0.99) <= 5);
    }

    private static async Task<Measurement> TransitionsAsync(TimeSpan length)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        await using (var source = NpgsqlDataSource.Create(cluster.Admin))
        await using (var create = source.CreateCommand("create database engine"))
        {
            await create.ExecuteNonQueryAsync();
        }

        var database = new NpgsqlConnectionStringBuilder(cluster.Admin) { Database = "engine" }.ConnectionString;
        await using var server = await DevServerHost.StartAsync(new() { Port = 0, Database = database });
        var client = await TemporalClient.ConnectAsync(new(server.TargetHost));
        var number = 0;

        // One transition each: a start is the smallest complete one (history, mutable state, first task, visibility).
        async Task Call(int _) => await client.Connection.WorkflowService.StartWorkflowExecutionAsync(new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = "bench-" + Interlocked.Increment(ref number).ToString(CultureInfo.InvariantCulture),
            WorkflowType = new WorkflowType { Name = "bench" },
            TaskQueue = new TaskQueue { Name = "nobody-polls" },
            RequestId = Guid.NewGuid().ToString(),
        });

        await Load.ClosedAsync(Callers, TimeSpan.FromSeconds(3), new(), Call);
        var latencies = new Latencies();
        var rate = await Load.ClosedAsync(Callers, length, latencies, Call);
        return new(
            "P16", "engine state transitions on PostgreSQL (workflow starts), 32 callers", "≥ 3,000/s",
            string.Create(CultureInfo.InvariantCulture, $"{rate:0}/s, {latencies.Text()}"), rate >= 3_000);
    }
}
