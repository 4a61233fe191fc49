using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Workflows.Coverage;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;

namespace Hitl.Activities.Coverage;

/// <summary>Proves coverage under the catalog and the absences that are known now, and writes it into the ledger.</summary>
public sealed partial class CoverageActivities(LiveCoverage coverage, IPeopleDirectory directory, IRequestIntake ledger, TimeProvider time, ILogger<CoverageActivities> logger) : ICoverageActivities
{
    private const int MostSentences = 50;

    /// <inheritdoc/>
    [Activity("prove-coverage")]
    public async Task<int> ProveAsync(int days)
    {
        var cancel = RunningActivity.Cancel;
        var live = await coverage.NowAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog");
        var report = await Reachability.AddAsync(CoverageProof.Run(live, time.GetUtcNow(), days), live, directory, cancel);
        foreach (var gap in report.Gaps.Where(gap => gap.Kind is not (CoverageGapKind.ConsoleOnly or CoverageGapKind.Unknown))) LogGap(logger, gap.Sentence, gap.From, gap.Until);
        var gaps = new JsonArray([.. report.Gaps.Take(MostSentences).Select(gap => (JsonNode)new JsonObject
        {
            ["kind"] = gap.Kind.ToString(), ["sentence"] = gap.Sentence, ["from"] = gap.From.UtcDateTime.ToString("O"), ["until"] = gap.Until.UtcDateTime.ToString("O"),
        })]);
        var summary = report.Gaps.Count == 0 ? $"Coverage is proven for {days} days." : $"Coverage of the next {days} days has {report.Gaps.Count} gaps.";
        await ledger.RecordAsync(
            new()
            {
                Kind = LedgerKinds.CoverageProven, By = LedgerLines.EscalationWorker, Summary = summary,
                Body = new JsonObject { ["days"] = days, ["gapCount"] = report.Gaps.Count, ["gaps"] = gaps, ["catalog"] = live.Digest },
            },
            cancel);
        return report.Gaps.Count;
    }

    [LoggerMessage(2005, LogLevel.Warning, "Coverage gap: {Sentence} From {From} until {Until}")]
    private static partial void LogGap(ILogger logger, string sentence, DateTimeOffset from, DateTimeOffset until);
}
