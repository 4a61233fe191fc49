using System.Globalization;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Decisions;
using Hitl.Governance.Coverage;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Gateway.Slack;

/// <summary>Makes a stage wait longer for the people it asks, as far as the catalog lets them. Recorded; the workflow's timer moves with it.</summary>
internal sealed class ExtensionDesk(IStageStore stages, LiveCoverage coverage)
{
    /// <summary>Extends once. The result is what the person reads.</summary>
    /// <param name="call">The press.</param>
    /// <param name="known">The case, judged: this person may decide it.</param>
    /// <param name="cancel">Stops before commit only.</param>
    public async Task<string> ExtendAsync(DeskCall call, DeskCase known, CancellationToken cancel)
    {
        var stage = known.Attempt.Stages.FirstOrDefault(one => one.Key == call.Token?.Stage);
        if (stage?.Definition.Extension is not { } extension) return "The catalog does not let this stage wait longer.";
        if (stage.Extended >= extension.Times) return string.Create(CultureInfo.InvariantCulture, $"It has been extended already, {stage.Extended} of {extension.Times} times; the catalog admits no more.");
        if (await coverage.NowAsync(cancel) is not { } live) return "No catalog is active.";

        var until = StageClocks.Extended(stage, live.Roles);
        var entry = CardLines.About(
            known.Request, LedgerKinds.StageExtended, call, $"{call.Person} made stage {stage.Key.Ordinal} wait until {until:yyyy-MM-dd HH:mm:ss} UTC.",
            new() { ["from"] = stage.Deadline.UtcDateTime.ToString("O"), ["until"] = until.UtcDateTime.ToString("O"), ["extension"] = stage.Extended + 1, ["most"] = extension.Times });
        return await stages.ExtendAsync(stage.Key, until, stage.Extended, [entry], cancel)
            ? string.Create(CultureInfo.InvariantCulture, $"It waits until {until:yyyy-MM-dd HH:mm:ss} UTC now. Everyone asked sees it.")
            : "It has just been decided, or somebody else extended it.";
    }
}
