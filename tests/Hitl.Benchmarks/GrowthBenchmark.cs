using System.Diagnostics;
using System.Globalization;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Migrations;
using Hitl.Postgres.Retention;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hitl.Benchmarks;

/// <summary>P11 to P14 and P18 at 10^5, 10^6 and, when asked, 10^7 rows, with the slope of a log-log fit: points say how fast, slopes say for how long.</summary>
internal static class GrowthBenchmark
{
    private const int Agents = 1024;
    private const int RowsPerPart = 250_000;
    private const double FlatSlope = 0.1;
    private const double LinearSlope = 1.05;
    private const double Trillionth = 1e-12;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        var access = await DatabaseBootstrap.RunAsync(cluster.Admin, "growth", new("bench-app-password", "bench-seal-password", "bench-keep-password"), CancellationToken.None);
        var anchors = Directory.CreateTempSubdirectory("hitl-growth-anchors-").FullName;
        using var host = LedgerBenchmark.BuildHost(access, anchors);
        await host.StartAsync();
        var sizes = new List<long>();
        for (var size = 100_000L; size <= options.Largest; size *= 10) sizes.Add(size);
        var points = new List<GrowthPoint>();
        var measured = new List<Measurement>();
        foreach (var size in sizes)
        {
            await FillAsync(access.Admin, size - (points.Count == 0 ? 0 : points[^1].Rows));
            await SealedAsync(access.Admin);
            await SettledAsync(access.Admin);
            points.Add(await PointAsync(host.Services, access.Admin, size, options));
            measured.AddRange(points[^1].Told());
        }

        measured.AddRange(await RetentionAsync(host.Services, access.Admin));
        if (points.Count > 1)
        {
            measured.Add(Fit("P11", "append, one caller, p50", points, point => point.Append, FlatSlope));
            measured.Add(Fit("P13", "one agent, first page, p99", points, point => point.Page, FlatSlope));
            measured.Add(Fit("P14", "full verify, seconds", points, point => point.Verify, LinearSlope));
            measured.Add(Fit("P14a", "verify of the newest 10,000 rows, seconds", points, point => point.Tail, FlatSlope));
        }

        await host.StopAsync();
        Directory.Delete(anchors, recursive: true);
        return measured;
    }

    private static async Task<GrowthPoint> PointAsync(IServiceProvider services, string admin, long size, BenchmarkOptions options)
    {
        var length = TimeSpan.FromSeconds(Math.Max(3, options.Seconds / 4));
        var reader = services.GetRequiredService<LedgerReader>();
        var appender = services.GetRequiredService<LedgerAppender>();
        var append = new Latencies();
        await Load.ClosedAsync(1, length, append, caller => appender.AppendAsync(Entry(caller), CancellationToken.None));
        var delay = await SealDelayAsync(admin, appender, length);
        var filter = new LedgerFilter { Actor = new ActorId("agent-0007"), Most = 200 };
        for (var i = 0; i < 20; i++) await reader.QueryAsync(filter, "system:benchmark", CancellationToken.None);
        var page = new Latencies();
        await Load.ClosedAsync(1, length, page, _ => reader.QueryAsync(filter, "system:benchmark", CancellationToken.None));
        var export = await TimeAsync(async () => await reader.ExportAsync(filter with { Most = 200 }, LedgerExportFormat.JsonLines, Stream.Null, "system:benchmark", CancellationToken.None));
        var rows = 0L;
        var verify = await TimeAsync(async () => rows = (await reader.VerifyAsync(CancellationToken.None)).Rows);
        var tail = await TimeAsync(async () => await reader.VerifyTailAsync(10_000, CancellationToken.None));
        return new(size, append.At(0.5), delay, page.At(0.99), export, verify, rows / verify, tail);
    }

    /// <summary>Two thousand rows a second, and for each how long it waited for its place in the chain, by the database's own clock.</summary>
    private static async Task<double> SealDelayAsync(string admin, LedgerAppender appender, TimeSpan length)
    {
        var before = await AskAsync(admin, "select coalesce(max(seq), 0) from audit.seal");
        await Load.OpenAsync(2_000, (int)(2_000 * length.TotalSeconds), new(), caller => appender.AppendAsync(Entry(caller), CancellationToken.None));
        await SealedAsync(admin);
        return await AskAsync(admin, $"select extract(epoch from percentile_cont(0.99) within group (order by at - event_at)) * 1000 from audit.seal where seq > {before.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Ten months long over, expired one after the other while somebody appends: how long each takes, and how long anybody had to wait meanwhile.</summary>
    private static async Task<IReadOnlyList<Measurement>> RetentionAsync(IServiceProvider services, string admin)
    {
        for (var month = 1; month <= 10; month++) await BackdateAsync(admin, month);
        await SealedAsync(admin);
        var store = services.GetRequiredService<RetentionStore>();
        var appender = services.GetRequiredService<LedgerAppender>();
        var waits = new Latencies();
        using var over = new CancellationTokenSource();
        var appending = Load.ClosedAsync(1, TimeSpan.FromMinutes(5), waits, caller => appender.AppendAsync(Entry(caller), CancellationToken.None), over.Token);
        IReadOnlyList<ExpiryResult> results = [];
        var took = await TimeAsync(async () => results = await store.ApplyAsync("system:benchmark", TimeSpan.FromMinutes(3), CancellationToken.None));
        await over.CancelAsync();
        await appending;
        var gone = results.Count(result => result.Refusal is null);
        return
        [
            new("P18", string.Create(CultureInfo.InvariantCulture, $"{gone} months of 20,000 rows expired in {took:0.0} s, certificates sealed and signed in between"), "≤ 1 s per partition",
                string.Create(CultureInfo.InvariantCulture, $"{took / Math.Max(1, gone):0.00} s each"), gone > 0 && took / gone <= 1),
            new("P18a", "longest wait of an append meanwhile", "≤ 100 ms", string.Create(CultureInfo.InvariantCulture, $"{waits.At(1):0} ms"), waits.At(1) <= 100),
        ];
    }

    private static Measurement Fit(string id, string what, IReadOnlyList<GrowthPoint> points, Func<GrowthPoint, double> value, double most)
    {
        var x = points.Select(point => Math.Log10(point.Rows)).ToList();
        var y = points.Select(point => Math.Log10(Math.Max(value(point), Trillionth))).ToList();
        var (meanX, meanY) = (x.Average(), y.Average());
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return new(
            id, string.Create(CultureInfo.InvariantCulture, $"{what}: growth from {points[0].Rows:N0} to {points[^1].Rows:N0} rows"), string.Create(CultureInfo.InvariantCulture, $"slope ≤ {most}"),
            string.Create(CultureInfo.InvariantCulture, $"slope {slope:0.00}"), slope <= most);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var from = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    // Spread over twelve months in the order of time, as rows of years are, by a superuser who alone can date them; a part for each processor at a time.
    private static async Task FillAsync(string admin, long rows)
    {
        await ExecuteAsync(admin, "select hitl_guard.add_month((now() - make_interval(months => m))::date) from generate_series(0, 12) m");
        var parts = Math.Max(1, rows / RowsPerPart);
        await Parallel.ForAsync(0, parts, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (part, _) =>
            await FillAsync(admin, part * rows / parts, (part + 1) * rows / parts, rows));
    }

    private static Task FillAsync(string admin, long from, long until, long rows) => ExecuteAsync(
        admin, string.Create(CultureInfo.InvariantCulture, $$"""
        insert into audit.event (id, at, kind, revision, by_whom, actor, customer, summary, body)
        select gen_random_uuid(), now() - make_interval(secs => 31000000 * (1 - n / {{rows}}.0)), 'benchmark.row', 0, 'system:benchmark', 'agent-' || lpad((n * 7919 % {{Agents}})::text, 4, '0'), 'cus_' || n * 7919 % 5000,
               'A benchmark row of the length that a real one has, with a sentence that says what was decided and why.', '{"padding":"' || repeat('x', 200) || '"}'
          from generate_series({{from}}::bigint, {{until - 1}}::bigint) n
        """));

    private static Task BackdateAsync(string admin, int month) => ExecuteAsync(
        admin,
        $"""
        select hitl_guard.add_month('2019-{month:00}-01');
        insert into audit.event (id, at, kind, by_whom, summary, body)
        select gen_random_uuid(), timestamptz '2019-{month:00}-02' + make_interval(secs => n), 'ledger.read', 'system:benchmark', 'Old.', '[]' from generate_series(1, 20000) n;
        """);

    private static async Task SealedAsync(string admin)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (await AskAsync(admin, "select count(*) from (select from audit.unsealed limit 1) one") > 0) await pause.WaitForNextTickAsync();
    }

    // A ledger of this size came over years: nothing of how it got here is still to be written or cleaned up.
    internal static async Task SettledAsync(string admin)
    {
        await ExecuteAsync(admin, "vacuum (analyze)");
        await ExecuteAsync(admin, "checkpoint");
    }

    private static LedgerEntry Entry(int caller) => new()
    {
        Kind = "benchmark.row", By = "system:benchmark", Actor = new(string.Create(CultureInfo.InvariantCulture, $"agent-{caller % Agents:0000}")), Customer = "cus_benchmark",
        Summary = "A benchmark row of the length that a real one has, with a sentence that says what was decided.", Body = new() { ["padding"] = new string('x', 200) },
    };

    private static async Task ExecuteAsync(string admin, string sql)
    {
        await using var source = NpgsqlDataSource.Create(admin);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<double> AskAsync(string admin, string sql)
    {
        await using var source = NpgsqlDataSource.Create(admin);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
