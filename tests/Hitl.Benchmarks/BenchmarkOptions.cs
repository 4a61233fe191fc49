using System.Globalization;

namespace Hitl.Benchmarks;

/// <summary>What to run and how long.</summary>
/// <param name="Names">Benchmarks to run; empty for all.</param>
/// <param name="Seconds"><c>--seconds</c>: length of each measured phase. Default 20.</param>
/// <param name="Rows"><c>--rows</c>: ledger rows for the query and verify benchmarks. Default 200,000; the goal is stated for 10,000,000.</param>
/// <param name="Largest"><c>--largest</c>: the largest size of the growth benchmark, 100000, 1000000 or 10000000. Default 1,000,000.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<string> Names, int Seconds, int Rows, long Largest)
{
    /// <summary><c>--open</c>: open workflows of the scale benchmark. Default 100,000, for which its goals are stated.</summary>
    public int Open { get; init; } = 100_000;

    public static BenchmarkOptions Parse(string[] args)
    {
        var options = new BenchmarkOptions([], 20, 200_000, 1_000_000);
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--rows" => options with { Rows = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--open" => options with { Open = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--largest" => options with { Largest = long.Parse(args[++i], CultureInfo.InvariantCulture) },
                var name => options with { Names = [.. options.Names, name] },
            };
        }

        return options;
    }
}
