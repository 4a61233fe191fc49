using System.Globalization;

namespace Hitl.Benchmarks;

/// <summary>Runs the benchmarks asked for and prints each figure beside its goal, with what the machine was doing.</summary>
internal static class BenchmarkRun
{
    private static readonly Dictionary<string, Func<BenchmarkOptions, Task<IReadOnlyList<Measurement>>>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["approvals"] = ApprovalBenchmark.RunAsync,
        ["ledger"] = LedgerBenchmark.RunAsync,
        ["growth"] = GrowthBenchmark.RunAsync,
        ["engine"] = EngineBenchmark.RunAsync,
        ["queue"] = SlackQueueBenchmark.RunAsync,
        ["scale"] = ScaleBenchmark.RunAsync,
        ["timers"] = TimerBenchmark.RunAsync,
        ["sdk"] = SdkBenchmark.RunAsync,
        ["flood"] = FloodBenchmark.RunAsync,
        ["start"] = StartBenchmark.RunAsync,
        ["catalog"] = CatalogBenchmark.RunAsync,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var options = BenchmarkOptions.Parse(args);
        var unknown = options.Names.Where(name => !Known.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync($"Unknown benchmark {string.Join(", ", unknown)}. Known: {string.Join(", ", Known.Keys)}.");
            return 64;
        }

        await MachineFacts.PrintAsync();
        var rows = new List<Measurement>();
        var isWhole = true;
        foreach (var name in options.Names.Count > 0 ? options.Names : [.. Known.Keys])
        {
            try
            {
                rows.AddRange(await Known[name](options));
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // What the others measured in an hour must not be lost with one of them.
                await Console.Error.WriteLineAsync($"{name} could not be measured: {failure}");
                isWhole = false;
            }
        }

        Print(rows);
        return isWhole ? 0 : 1;
    }

    private static void Print(List<Measurement> rows)
    {
        Console.WriteLine();
        Console.WriteLine("| # | what | goal | measured | met |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var row in rows.OrderBy(row => int.Parse(row.Id[1..].TrimEnd('a', 'b', 'c', 'd'), CultureInfo.InvariantCulture)))
            Console.WriteLine($"| {row.Id} | {row.What} | {row.Goal} | {row.Measured} | {(row.Met ? "yes" : "no")} |");
    }
}
