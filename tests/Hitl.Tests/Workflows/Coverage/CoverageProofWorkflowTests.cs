using Hitl.Activities.Coverage;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Tests.Workflows.Memory;
using Hitl.Workflows.Coverage;
using Hitl.Workflows.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Hitl.Tests.Workflows.Coverage;

/// <summary>The nightly proof on a server that skips time: scheduled once, run every night, written down.</summary>
public sealed class CoverageProofWorkflowTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_night_coverage_is_proven_and_its_gaps_are_recorded()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var time = new SkippedTime(environment);
        var ledger = new MemoryLedger();
        var activities = new CoverageActivities(
            new LiveCoverage(new MemoryCatalogs(StoryWorld.Catalog), new MemoryAbsences(), time), new Directory("U0EMIL"), new MemoryRequests(ledger, time), time, NullLogger<CoverageActivities>.Instance);
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions(RequestAddress.TaskQueue).AddWorkflow<CoverageProofWorkflow>().AddAllActivities(activities));

        var rows = await worker.ExecuteAsync(
            async () =>
            {
                var schedule = new CoverageProofSchedule(environment.Client, time, NullLogger<CoverageProofSchedule>.Instance);
                await schedule.StartAsync(Cancel);
                await schedule.ExecuteTask!;
                for (var hour = 0; hour < 60 && Proven(ledger).Count < 2; hour++) await environment.DelayAsync(TimeSpan.FromHours(1), Cancel);
                return Proven(ledger);
            },
            Cancel);

        Assert.True(rows.Count >= 2, "two nights passed, and coverage was not proven twice");
        var gaps = rows[0].Body["gaps"]!.AsArray();
        // Of the story's catalog: the role whose only member is away for good, and whom Slack does not reach.
        Assert.Contains(gaps, gap => gap!["kind"]!.ToString() == "Nobody");
        Assert.Contains(gaps, gap => gap!["kind"]!.ToString() == "Unreachable" && gap["sentence"]!.ToString().Contains("emil", StringComparison.Ordinal));
        Assert.Equal(30, rows[0].Body["days"]!.GetValue<int>());
    }

    private static List<LedgerEntry> Proven(MemoryLedger ledger) => [.. ledger.Entries.Where(entry => entry.Kind == LedgerKinds.CoverageProven)];

    private sealed class Directory(string gone) : IPeopleDirectory
    {
        public Task<DirectoryFinding> FindAsync(string surfaceUser, CancellationToken cancel) => Task.FromResult<DirectoryFinding>(new(surfaceUser == gone ? DirectoryAnswer.Gone : DirectoryAnswer.Present));
    }
}
