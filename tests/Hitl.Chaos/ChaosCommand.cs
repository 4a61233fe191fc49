namespace Hitl.Chaos;

/// <summary>The commands: run and check, check again, and shrink a failing plan to its shortest failing prefix.</summary>
internal static class ChaosCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                ["invariants"] => Contract(Console.Out),
                ["check", var directory] => Report(directory, Console.Out),
                ["run", .. var rest] => await RunAsync(Options(rest), Console.Out),
                ["shrink", .. var rest] => await ShrinkAsync(Options(rest), Console.Out),
                _ => throw new ArgumentException("There are 'run [options]', 'check <directory>', 'invariants' and 'shrink --seed N [options]'."),
            };
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    /// <summary>Runs and checks; zero when nothing was violated.</summary>
    public static async Task<int> RunAsync(ChaosOptions options, TextWriter output)
    {
        await new ChaosRun(options, output).RunAsync(CancellationToken.None);
        return Report(options.Directory, output);
    }

    // A plan's first half is a plan of its own: the same seed derives the same faults.
    private static async Task<int> ShrinkAsync(ChaosOptions options, TextWriter output)
    {
        var (passes, fails) = (0, Math.Min(options.Prefix, options.Faults));
        while (fails - passes > 1)
        {
            var middle = (passes + fails) / 2;
            var directory = Path.Combine(options.Directory, $"prefix-{middle}");
            if (await RunAsync(options with { Prefix = middle, Directory = directory }, output) == 0) passes = middle;
            else fails = middle;
        }

        await output.WriteLineAsync($"The shortest failing prefix has {fails} faults: chaos run {options with { Prefix = fails }}");
        return fails;
    }

    private static int Contract(TextWriter output)
    {
        foreach (var (id, how) in ChaosChecker.Contract) output.WriteLine($"{id,-4}{how}");
        return 0;
    }

    private static int Report(string directory, TextWriter output)
    {
        var ledger = RunLedger.Read(directory);
        int Count(string what, string? result = null) => ledger.Count(line => (string?)line["what"] == what && (result is null || (string?)line["result"] == result));
        output.WriteLine(
            $"  asked {ledger.Where(line => (string?)line["what"] == "submit" && (string?)line["result"] == "ok").Select(line => (string?)line["key"]).Distinct().Count()}, unknown answers {Count("submit", "unknown")}, "
            + $"clicks told {Count("click", "told")} and unknown {Count("click", "unknown")}, faults {Count("fault")}, replays {Count("replay")}, points hit: {string.Join(" ", RunLedger.Kept(directory, "points").AsArray())}");
        var violations = ChaosChecker.Check(directory);
        foreach (var violation in violations) output.WriteLine("  VIOLATED " + violation);
        output.WriteLine(violations.Count == 0 ? "  every invariant holds" : $"  {violations.Count} violations; chaos check {directory}");
        return violations.Count == 0 ? 0 : 1;
    }

    private static ChaosOptions Options(IReadOnlyList<string> rest) => ChaosOptions.Parse(rest, TimeProvider.System.GetUtcNow().GetHashCode() & 0xFFFFFF);
}
