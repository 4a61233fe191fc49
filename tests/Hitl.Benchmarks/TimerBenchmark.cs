using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Hitl.Benchmarks;

/// <summary>P9: timers of many workflows due in the same second, on PostgreSQL, and what a bystander notices.</summary>
internal static class TimerBenchmark
{
    private const int Timers = 10_000;
    private const int Pollers = 32;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        await using (var source = NpgsqlDataSource.Create(cluster.Admin))
        await using (var create = source.CreateCommand("create database timers"))
        {
            await create.ExecuteNonQueryAsync();
        }
        using var server = await EngineProcess.StartAsync(new NpgsqlConnectionStringBuilder(cluster.Admin) { Database = "timers" }.ConnectionString);
        var client = await server.ConnectAsync();
        var workflows = new OpenWorkflows(client, "timers");
        async Task Probe(int _) => await client.Connection.WorkflowService.GetSystemInfoAsync(new());

        var quiet = new Latencies();
        await Load.ClosedAsync(1, TimeSpan.FromSeconds(options.Seconds), quiet, Probe);
        // A minute to write them all; then they are due together.
        var due = Stopwatch.GetTimestamp() + Stopwatch.Frequency * 60;
        await workflows.FillAsync(Timers, () => Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due));
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > TimeSpan.Zero)
        {
            using var wait = new PeriodicTimer(left);
            await wait.WaitForNextTickAsync();
        }
        var busy = new Latencies();
        using var done = new CancellationTokenSource();
        var probing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await Load.ClosedAsync(1, TimeSpan.FromMilliseconds(100), busy, Probe);
        });
        var answered = 0;
        await Task.WhenAll(Enumerable.Range(0, Pollers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref answered) <= Timers) await workflows.AnswerOneAsync();
        })));
        var took = Stopwatch.GetElapsedTime(due);
        await done.CancelAsync();
        await probing;
        return
        [
            new("P9", $"{Timers:N0} timers due in one second: all fired and answered", "≤ 10 s", string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s"), took.TotalSeconds <= 10),
            new("P9a", "a bystander's p99 meanwhile", "≤ 2× quiet", string.Create(CultureInfo.InvariantCulture, $"{busy.At(0.99):0.0} ms (quiet {quiet.At(0.99):0.0} ms)"), busy.At(0.99) <= 2 * quiet.At(0.99)),
        ];
    }
}
