using System.Globalization;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Requests;
using Hitl.Gateway.Slack;
using Hitl.Governance.Coverage;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Gateway.Decisions;

/// <summary>Makes a stage wait longer for the people it asks, as far as the catalog lets them, through every door. Recorded; the workflow's timer moves with it.</summary>
internal sealed class ExtensionDesk(IStageStore stages, LiveCoverage coverage, RequestWatch watch)
{
    public const string NotExtendable = "stage.not_extendable";
    public const string UsedUp = "stage.extensions_used_up";
    public const string Moved = "stage.moved";

    /// <summary>Extends once.</summary>
    /// <param name="call">The press.</param>
    /// <param name="known">The case, judged: this person may decide it.</param>
    /// <param name="wanted">Which extension it is to be, from 1, so that the same wish sent twice counts once; null for the next one.</param>
    /// <param name="cancel">Stops before commit only.</param>
    public async Task<ExtensionAnswer> ExtendAsync(DeskCall call, DeskCase known, int? wanted, CancellationToken cancel)
    {
        var stage = known.Attempt.Stages.FirstOrDefault(one => one.Key == call.Token?.Stage);
        if (stage?.Definition.Extension is not { } extension) return Refused(NotExtendable, "The catalog does not let this stage wait longer.");
        if (wanted <= stage.Extended) return new ExtensionAnswer(stage.Deadline, null);
        if (stage.Extended >= extension.Times)
            return Refused(UsedUp, string.Create(CultureInfo.InvariantCulture, $"It has been extended already, {stage.Extended} of {extension.Times} times; the catalog admits no more."));
        if (wanted > stage.Extended + 1) return Refused(Moved, string.Create(CultureInfo.InvariantCulture, $"It has been extended {stage.Extended} times; the next extension is number {stage.Extended + 1}."));
        if (await coverage.NowAsync(cancel) is not { } live) return Refused(DecisionRefusals.Undetermined, "No catalog is active.");

        var until = StageClocks.Extended(stage, live.Roles);
        if (!await stages.ExtendAsync(stage.Key, until, stage.Extended, [Entry(call, known, stage, until, extension.Times)], cancel))
            return Refused(Moved, "It has just been decided, or somebody else extended it.");
        watch.Wake();
        return new ExtensionAnswer(until, null);
    }

    private static LedgerEntry Entry(DeskCall call, DeskCase known, StageRecord stage, DateTimeOffset until, int most) => CardLines.About(
        known.Request, LedgerKinds.StageExtended, call, $"{call.Person} made stage {stage.Key.Ordinal} wait until {until:yyyy-MM-dd HH:mm:ss} UTC.",
        new()
        {
            ["from"] = stage.Deadline.UtcDateTime.ToString("O"), ["until"] = until.UtcDateTime.ToString("O"), ["extension"] = stage.Extended + 1, ["most"] = most,
            ["door"] = WireNames.Of(call.Door),
        });

    private static ExtensionAnswer Refused(string code, string message) => new DecisionRefusal(code, message, []);
}
