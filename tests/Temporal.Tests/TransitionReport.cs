using Temporal.DevServer.Machines;
using Temporal.Protocol.Machines;
using Temporalio.Runtime.Machines;

[assembly: AssemblyFixture(typeof(Temporal.Tests.TransitionReport))]

namespace Temporal.Tests;

/// <summary>Reports at the end which rows of the state machines' tables the tests took, and what was done that no table lists. Either fails a run of all tests;
/// of a run of some of them, only the second: <c>TEMPORAL_TRANSITIONS=strict</c> makes the first fail it as well.</summary>
public sealed class TransitionReport : IDisposable
{
    internal static IReadOnlyList<ITransitionTable> Tables { get; } = [.. RunMachines.All, .. WorkerMachines.All];

    public void Dispose()
    {
        var rows = Tables.SelectMany(t => t.Rows).ToList();
        var missing = rows.Where(r => !r.IsTaken).Select(r => r.Row).ToList();
        var report = $"State machines: {rows.Count - missing.Count} of {rows.Count} transitions taken in {Tables.Count} tables.";
        var unlisted = Tables.SelectMany(t => t.Unlisted).ToList();
        var lines = missing.Select(row => $"not taken: {row}").Concat(unlisted.Select(row => $"not listed: {row}"));
        var text = string.Join("\n  ", lines.Prepend(report));
        Console.WriteLine(text);
        var all = RunsAll(Environment.GetCommandLineArgs()) || Environment.GetEnvironmentVariable("TEMPORAL_TRANSITIONS") == "strict";
        if (unlisted.Count > 0 || (all && missing.Count > 0)) throw new InvalidOperationException(text);
    }

    /// <summary>Whether nothing on the command line chooses among the tests.</summary>
    internal static bool RunsAll(IEnumerable<string> arguments)
    {
        string[] filters = ["class", "method", "namespace", "trait", "filter", "id", "run", "explicit"];
        return !arguments.Any(argument => argument.StartsWith('-') && filters.Contains(argument.Trim('-', '/').Split(['-', '='])[0]));
    }
}
