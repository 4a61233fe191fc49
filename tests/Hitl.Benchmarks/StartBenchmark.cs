using System.Diagnostics;
using System.Globalization;
using Hitl.Local;

namespace Hitl.Benchmarks;

/// <summary>P21: from the start of everything to the first card, on an initialised directory.</summary>
internal static class StartBenchmark
{
    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        var directory = BenchmarkCluster.NewDirectory("hitl-bench-start-");
        var local = new LocalOptions(false, directory, Path.Combine("deploy", "catalog", "demo.yaml"));
        await using (await LocalSystem.StartAsync(local, CancellationToken.None))
        {
            // The first start makes the cluster and the schema; what is measured is every later one.
        }

        var from = Stopwatch.GetTimestamp();
        await using (var system = await LocalSystem.StartAsync(local, CancellationToken.None))
        {
            await using var world = new BenchmarkWorld(system);
            await world.AskAndWaitForCardAsync("start");
        }

        var took = Stopwatch.GetElapsedTime(from);
        Directory.Delete(directory, recursive: true);
        return [new("P21", "start to first approval posted", "≤ 3 s", string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s"), took.TotalSeconds <= 3)];
    }
}
