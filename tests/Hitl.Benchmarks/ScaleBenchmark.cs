using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Hitl.Benchmarks;

/// <summary>P7 to P10 and P20: many open workflows on PostgreSQL. Each figure at a tenth of the number too, so that its growth shows.</summary>
internal static class ScaleBenchmark
{
    private const string Queue = "open";
    private const int Decisions = 200;
    private static readonly TimeSpan Days = TimeSpan.FromDays(3);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        await using (var source = NpgsqlDataSource.Create(cluster.Admin))
        await using (var create = source.CreateCommand("create database scale"))
        {
            await create.ExecuteNonQueryAsync();
        }
        var database = new NpgsqlConnectionStringBuilder(cluster.Admin) { Database = "scale" }.ConnectionString;

        var few = await MeasureAsync(database, 0, options.Open / 10, options);
        var many = await MeasureAsync(database, options.Open / 10, options.Open, options);
        return
        [
            Row("P7", $"memory of the server, {options.Open:N0} open", "≤ 300 MB", few.Memory, many.Memory, 1e-6, "MB", many.Memory <= 300e6),
            Row("P8", "signal to answered task, workflow not in memory, p99", "≤ 300 ms", few.Decision, many.Decision, 1, "ms", many.Decision <= 300),
            Row("P10", "process start to listening", "≤ 2 s", few.Ready, many.Ready, 1, "s", many.Ready <= 2),
            Row("P20", "idle: processor share of one core", "≤ 1 %", few.IdleCpu, many.IdleCpu, 100, "%", many.IdleCpu <= 0.01),
            Row("P20a", "idle: transactions per second", "≤ 5", few.IdleQueries, many.IdleQueries, 1, "/s", many.IdleQueries <= 5),
        ];
    }

    private static async Task<Figures> MeasureAsync(string database, int opened, int open, BenchmarkOptions options)
    {
        using (var filling = await EngineProcess.StartAsync(database))
        {
            await new OpenWorkflows(await filling.ConnectAsync(), Queue, opened).FillAsync(open, () => Days);
        }
        using var server = await EngineProcess.StartAsync(database);
        var workflows = new OpenWorkflows(await server.ConnectAsync(), Queue);
        var idle = await IdleAsync(server, database, TimeSpan.FromSeconds(options.Seconds));
        var decision = await DecideAsync(workflows, open);
        return new(server.ReadyAfter.TotalSeconds, server.Memory, decision, idle.Cpu, idle.Queries);
    }

    /// <summary>Evenly spread over all, so that none is in memory when its signal comes.</summary>
    private static async Task<double> DecideAsync(OpenWorkflows workflows, int open)
    {
        var latencies = new Latencies();
        for (var decision = 0; decision < Decisions; decision++)
        {
            var from = Stopwatch.GetTimestamp();
            await workflows.SignalAsync(decision * (open / Decisions));
            await workflows.AnswerOneAsync();
            latencies.Add(Stopwatch.GetElapsedTime(from));
        }
        return latencies.At(0.99);
    }

    private static async Task<(double Cpu, double Queries)> IdleAsync(EngineProcess server, string database, TimeSpan length)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var (cpu, commits) = (server.Cpu, await CommitsAsync(source));
        using (var pause = new PeriodicTimer(length)) await pause.WaitForNextTickAsync();
        return ((server.Cpu - cpu) / length, (await CommitsAsync(source) - commits) / length.TotalSeconds);
    }

    private static async Task<long> CommitsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select xact_commit from pg_stat_database where datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ten times as many: growth is the exponent, 0 for flat, 1 for linear.</summary>
    private static Measurement Row(string id, string what, string goal, double few, double many, double factor, string unit, bool met) => new(
        id, what, goal,
        string.Create(CultureInfo.InvariantCulture, $"{many * factor:0.##} {unit} (a tenth: {few * factor:0.##}; grows as n^{(few > 0 && many > 0 ? Math.Log10(many / few) : 0):0.00})"), met);

    private sealed record Figures(double Ready, double Memory, double Decision, double IdleCpu, double IdleQueries);
}
