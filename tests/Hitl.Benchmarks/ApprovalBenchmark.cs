using System.Globalization;
using Hitl.Local;

namespace Hitl.Benchmarks;

/// <summary>P1–P6: whole approvals through the public doors of a local system with every process in one, load generator included.</summary>
internal static class ApprovalBenchmark
{
    private const double ArrivalsPerSecond = 20;
    private const int Callers = 32;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options) =>
        [.. await OnPostgresAsync(options), await InMemoryAsync(options)];

    private static async Task<IReadOnlyList<Measurement>> OnPostgresAsync(BenchmarkOptions options)
    {
        await using var system = await StartAsync(isEngineInMemory: false);
        await using var load = new ApprovalLoad(system);
        // Compiled code settles only after thousands of calls; before that the compiler is what would be measured.
        await load.ClosedAsync(Callers, WarmUp);

        var (post, click) = (new Latencies(), new Latencies());
        var from = await load.NowAsync();
        var cluster = Path.Combine(system.Settings.Root, "postgres");
        var (cpu, allocated, stored) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), ClusterCpu.Of(cluster));
        await load.OpenAsync(ArrivalsPerSecond, (int)ArrivalsPerSecond * options.Seconds, "open", post, click);
        var count = ArrivalsPerSecond * options.Seconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  This process, load included: {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count:0.0} ms of CPU and {(GC.GetTotalAllocatedBytes() - allocated) / count / 1024:0} KB allocated per approval; PostgreSQL: {(ClusterCpu.Of(cluster) - stored).TotalMilliseconds / count:0.0} ms of CPU."));
        await load.WriteLegsAsync(Console.Out, from);
        var shown = await load.BetweenAsync("request.received", "card.posted", from);
        var executed = await load.BetweenAsync("decision.recorded", "request.moved", from);
        var perSecond = await load.ClosedAsync(Callers, TimeSpan.FromSeconds(options.Seconds));
        return
        [
            new("P1", "request to card accepted by the local Slack, 20/s", "p50 ≤ 50, p99 ≤ 200 ms", shown.Text(), shown.At(0.5) <= 50 && shown.At(0.99) <= 200),
            new("P2", "agent's POST to 201, 20/s", "p50 ≤ 8, p99 ≤ 50 ms", post.Text(), post.At(0.5) <= 8 && post.At(0.99) <= 50),
            new("P3", "click to the answer Slack gets, 20/s", "p99 ≤ 100 ms, none above 1.5 s", click.Text(), click.At(0.99) <= 100 && click.At(1) <= 1500),
            new("P4", "decision recorded to executed recorded, 20/s", "p50 ≤ 60, p99 ≤ 250 ms", executed.Text(), executed.At(0.5) <= 60 && executed.At(0.99) <= 250),
            new("P5", string.Create(CultureInfo.InvariantCulture, $"full approvals, {Callers} callers, {options.Seconds} s, everything on PostgreSQL"), "≥ 60/s sustained 10 min",
                string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0}/s"), perSecond >= 60),
        ];
    }

    private static async Task<Measurement> InMemoryAsync(BenchmarkOptions options)
    {
        await using var system = await StartAsync(isEngineInMemory: true);
        await using var load = new ApprovalLoad(system);
        await load.ClosedAsync(Callers, WarmUp);
        var perSecond = await load.ClosedAsync(Callers, TimeSpan.FromSeconds(options.Seconds));
        return new("P6", string.Create(CultureInfo.InvariantCulture, $"the same {Callers} callers, {options.Seconds} s, engine in memory, ledger on PostgreSQL"), "≥ 120/s",
            string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0}/s"), perSecond >= 120);
    }

    private static async Task<LocalSystem> StartAsync(bool isEngineInMemory)
    {
        var directory = BenchmarkCluster.NewDirectory("hitl-bench-approvals-");
        var local = new LocalOptions(false, Path.Combine(directory, ".hitl"), await CatalogAsync(directory)) { IsEngineInMemory = isEngineInMemory };
        // One person decides everything here, faster than anybody could: the limit on open cards would be what is measured. P22 measures it.
        Environment.SetEnvironmentVariable("Hitl__Postgres__MostOpenCards", "100000");
        var system = await LocalSystem.StartAsync(local, CancellationToken.None);
        Environment.SetEnvironmentVariable("Hitl__Postgres__MostOpenCards", null);
        return system;
    }

    /// <summary>The demo catalog with refunds at low risk, so that one click decides: a modal would measure the driver.</summary>
    private static async Task<string> CatalogAsync(string directory)
    {
        var path = Path.Combine(directory, "catalog.yaml");
        var text = await File.ReadAllTextAsync(Path.Combine("deploy", "catalog", "demo.yaml"));
        await File.WriteAllTextAsync(path, text.Replace("risk: medium", "risk: low", StringComparison.Ordinal));
        return path;
    }
}
