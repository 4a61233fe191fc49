using System.Globalization;

namespace Hitl.Chaos;

/// <summary>What one run does. Everything else is derived from the seed and printed.</summary>
internal sealed record ChaosOptions
{
    /// <summary>Decides the fault plan and what is asked. Default: taken from the clock, and printed.</summary>
    public int Seed { get; init; }

    /// <summary>Requests asked, 10 to 1,000,000. Default 300.</summary>
    public int Requests { get; init; } = 300;

    /// <summary>Requests asked each second whatever the system does, 1 to 1,000. Default 10.</summary>
    public int PerSecond { get; init; } = 10;

    /// <summary>Faults injected while they are asked, 0 to 100,000. Default 20.</summary>
    public int Faults { get; init; } = 20;

    /// <summary>Longest time a process is stopped without being killed. Default 4 s.</summary>
    public TimeSpan LongestStop { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Whether every named fail point must be hit: those that chance left out are driven to after the load. Default no; yes with <c>--nightly</c>.</summary>
    public bool AllPoints { get; init; }

    /// <summary>Only the first so many faults of the plan; for shrinking a failure. Default all.</summary>
    public int Prefix { get; init; } = int.MaxValue;

    /// <summary>Where the run writes down everything. Default: a new directory below the temporary one.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Smoke: 300 requests, 20 faults.</summary>
    public static ChaosOptions Smoke(int seed) => new() { Seed = seed, Directory = NewDirectory(seed) };

    /// <exception cref="ArgumentException">An option is unknown or out of range; the message says which.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> arguments, int clockSeed)
    {
        var options = new ChaosOptions { Seed = clockSeed };
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                // Half of what two cores take: with a fault every few seconds, the rest goes into processes that start again.
                "--nightly" => options with { Requests = 10_000, PerSecond = 7, Faults = 200, LongestStop = TimeSpan.FromSeconds(20), AllPoints = true },
                "--all-points" => options with { AllPoints = true },
                "--seed" => options with { Seed = Number(arguments, ++i, int.MinValue, int.MaxValue) },
                "--requests" => options with { Requests = Number(arguments, ++i, 10, 1_000_000) },
                "--per-second" => options with { PerSecond = Number(arguments, ++i, 1, 1_000) },
                "--faults" => options with { Faults = Number(arguments, ++i, 0, 100_000) },
                "--longest-stop" => options with { LongestStop = TimeSpan.FromSeconds(Number(arguments, ++i, 1, 60)) },
                "--prefix" => options with { Prefix = Number(arguments, ++i, 0, int.MaxValue) },
                "--directory" => options with { Directory = i + 1 < arguments.Count ? arguments[++i] : throw Missing("--directory") },
                var other => throw new ArgumentException($"'{other}' is no option. There are --seed, --requests, --per-second, --faults, --longest-stop, --prefix, --all-points, --directory and --nightly."),
            };
        }

        return options.Directory.Length > 0 ? options : options with { Directory = NewDirectory(options.Seed) };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"--seed {Seed} --requests {Requests} --per-second {PerSecond} --faults {Faults} --longest-stop {LongestStop.TotalSeconds:0}{(AllPoints ? " --all-points" : "")}{(Prefix == int.MaxValue ? "" : $" --prefix {Prefix}")}");

    private static string NewDirectory(int seed) => Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"hitl-chaos-{seed}-{Guid.NewGuid():N}"));

    private static int Number(IReadOnlyList<string> arguments, int at, int least, int most) =>
        at < arguments.Count && int.TryParse(arguments[at], CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{arguments[at - 1]} takes a whole number from {least} to {most}.");

    private static ArgumentException Missing(string option) => new($"{option} takes a value.");
}
