using Temporal.DevServer.Machines;
using Temporal.Protocol.Machines;
using Temporalio.Runtime.Machines;

[assembly: AssemblyFixture(typeof(Temporal.Tests.TransitionReport))]

namespace Temporal.Tests;

/// <summary>Reports at the end which rows of the state machines' tables the tests took, and what was done that no table lists. <c>TEMPORAL_TRANSITIONS=strict</c> makes either fail the run.</summary>
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
        var isStrict = Environment.GetEnvironmentVariable("TEMPORAL_TRANSITIONS") == "strict";
        if (isStrict && missing.Count + unlisted.Count > 0) throw new InvalidOperationException(text);
    }
}
