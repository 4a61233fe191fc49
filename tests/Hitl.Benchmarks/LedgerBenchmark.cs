using System.Diagnostics;
using System.Globalization;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Postgres;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Migrations;
using Hitl.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Hitl.Benchmarks;

/// <summary>P11, P13 and P14: durable appends on one chain, one agent's rows, and full verification.</summary>
internal static class LedgerBenchmark
{
    private const int Agents = 1024;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        var access = await DatabaseBootstrap.RunAsync(cluster.Admin, "bench", new("bench-app-password", "bench-seal-password"), CancellationToken.None);
        var anchors = Directory.CreateTempSubdirectory("hitl-bench-anchors-").FullName;
        using var host = BuildHost(access, anchors);
        await host.StartAsync();
        var appender = host.Services.GetRequiredService<LedgerAppender>();
        var reader = host.Services.GetRequiredService<LedgerReader>();

        var rows = new List<Measurement>(await AppendsAsync(appender, options));
        await FillAsync(access.Admin, options.Rows);
        await SettledAsync(reader, access.Admin);
        rows.Add(await OneAgentAsync(reader, options));
        rows.Add(await VerifyAsync(reader));
        rows.Add(await VerifyExportAsync(reader, anchors));
        await host.StopAsync();
        Directory.Delete(anchors, recursive: true);
        return rows;
    }

    internal static IHost BuildHost(DatabaseAccess access, string anchors)
    {
        var key = Path.Combine(anchors, "key.pem");
        using (var made = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256))
            File.WriteAllText(key, made.ExportPkcs8PrivateKeyPem());
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hitl:Postgres:ConnectionString"] = access.App,
            ["Hitl:Postgres:SealConnectionString"] = access.Seal,
            ["Hitl:Postgres:RetentionConnectionString"] = access.Retention,
            ["Hitl:Postgres:CheckpointEvery"] = "00:00:02",
            ["Hitl:Postgres:AnchorDirectory"] = Path.Combine(anchors, "anchors"),
            ["Hitl:Postgres:CheckpointKeyPath"] = key,
            ["Logging:LogLevel:Default"] = "Warning",
        });
        builder.Services.AddHitlPostgres(builder.Configuration).AddHitlSealer();
        return builder.Build();
    }

    private static async Task<IReadOnlyList<Measurement>> AppendsAsync(LedgerAppender appender, BenchmarkOptions options)
    {
        var length = TimeSpan.FromSeconds(options.Seconds);
        Task Append(int caller) => appender.AppendAsync(Entry(caller % Agents), CancellationToken.None);
        await Load.ClosedAsync(8, TimeSpan.FromSeconds(2), new(), Append);
        var many = new Latencies();
        var rate = await Load.ClosedAsync(128, length, many, Append);
        var one = new Latencies();
        await Load.ClosedAsync(1, TimeSpan.FromSeconds(Math.Max(2, options.Seconds / 4)), one, Append);
        return
        [
            new("P11", "audit append, durable, one chain, 128 callers", "≥ 5,000 rows/s, p99 ≤ 25 ms",
                string.Create(CultureInfo.InvariantCulture, $"{rate:0} rows/s, {many.Text()}"), rate >= 5_000 && many.At(0.99) <= 25),
            new("P11a", "audit append, one caller", "p50 ≤ 2 ms", one.Text(), one.At(0.5) <= 2),
        ];
    }

    private static LedgerEntry Entry(int agent) => new()
    {
        Kind = "benchmark.row",
        By = "system:benchmark",
        Actor = new(string.Create(CultureInfo.InvariantCulture, $"agent-{agent:0000}")),
        Customer = "cus_benchmark",
        Summary = "A benchmark row of the length that a real one has, with a sentence that says what was decided and why it was decided so.",
        Body = new() { ["rule"] = "small-refunds", ["amount"] = 4200, ["currency"] = "USD", ["padding"] = new string('x', 200) },
    };

    /// <summary>Rows are written by the table's own triggers, in bulk: the same rows, only faster than one by one.</summary>
    private static async Task FillAsync(string admin, int rows)
    {
        await using var source = NpgsqlDataSource.Create(admin);
        await using var fill = source.CreateCommand(
            """
            insert into audit.event (id, kind, request, revision, by_whom, actor, customer, summary, body)
            select gen_random_uuid(), 'request.evaluated', null, 0, 'system:benchmark', 'agent-' || lpad((n % 1024)::text, 4, '0'), 'cus_' || n % 5000,
                   'A benchmark row of the length that a real one has, with a sentence that says what was decided and why.', '{"padding":"' || repeat('x', 200) || '"}'
              from generate_series(1, $1) n
            """);
        fill.CommandTimeout = 0;
        fill.Parameters.Add(new() { Value = rows });
        await fill.ExecuteNonQueryAsync();
    }

    // PostgreSQL counts its tables once a minute: measured before it did, a run told when it began rather than how fast it is.
    private static async Task SettledAsync(LedgerReader reader, string admin)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while ((await reader.VerifyAsync(CancellationToken.None)).Unsealed > 0) await pause.WaitForNextTickAsync();
        await GrowthBenchmark.SettledAsync(admin);
    }

    private static async Task<Measurement> OneAgentAsync(LedgerReader reader, BenchmarkOptions options)
    {
        var filter = new LedgerFilter { Actor = new ActorId("agent-0007"), Most = 200 };
        for (var i = 0; i < 20; i++) await reader.QueryAsync(filter, "system:benchmark", CancellationToken.None);
        var latencies = new Latencies();
        await Load.ClosedAsync(1, TimeSpan.FromSeconds(Math.Max(2, options.Seconds / 4)), latencies, _ => reader.QueryAsync(filter, "system:benchmark", CancellationToken.None));
        return new(
            "P13", string.Create(CultureInfo.InvariantCulture, $"one of 1,024 agents, first 200 rows, {options.Rows:N0} rows in the ledger, warm"), "p99 ≤ 25 ms (stated for 10,000,000 rows)",
            latencies.Text(), latencies.At(0.99) <= 25);
    }

    private static async Task<Measurement> VerifyAsync(LedgerReader reader)
    {
        var from = Stopwatch.GetTimestamp();
        var report = await reader.VerifyAsync(CancellationToken.None);
        var rate = report.Rows / Stopwatch.GetElapsedTime(from).TotalSeconds;
        return new(
            "P14", string.Create(CultureInfo.InvariantCulture, $"full verify of {report.Rows:N0} rows, {(report.IsIntact ? "intact" : "NOT INTACT")}"), "≥ 60,000 rows/s",
            string.Create(CultureInfo.InvariantCulture, $"{rate:0} rows/s"), report.IsIntact && rate >= 60_000);
    }

    /// <summary>A8: a whole export verified with the file and the public key alone.</summary>
    private static async Task<Measurement> VerifyExportAsync(LedgerReader reader, string directory)
    {
        var path = Path.Combine(directory, "export.jsonl");
        await using (var file = File.Create(path)) await reader.ExportAsync(new LedgerFilter(), LedgerExportFormat.JsonLines, file, "system:benchmark", CancellationToken.None);
        using var key = CheckpointKey.FromFile(Path.Combine(directory, "key.pem"));
        await using var export = File.OpenRead(path);
        var (from, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var report = await OfflineVerifier.VerifyAsync(export, key.PublicPem, [], CancellationToken.None);
        var (took, used) = (Stopwatch.GetElapsedTime(from), Environment.CpuUsage.TotalTime - cpu);
        var rate = report.Chain.Rows / Math.Max(took.TotalSeconds, used.TotalSeconds);
        var state = report is { IsIntact: true, IsWhole: true } ? "intact" : "NOT INTACT";
        return new(
            "A8", string.Create(CultureInfo.InvariantCulture, $"an export of {report.Chain.Rows:N0} rows verified offline, {state}"), "≥ 60,000 rows/s a core",
            string.Create(CultureInfo.InvariantCulture, $"{rate:0} rows/s a core, {took.TotalSeconds:0.0} s"), report is { IsIntact: true, IsWhole: true } && rate >= 60_000);
    }
}
