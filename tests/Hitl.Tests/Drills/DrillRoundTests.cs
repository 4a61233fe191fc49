using Hitl.Activities.Desk;
using Hitl.Activities.Drills;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Governance.Coverage;
using Hitl.Governance.Drills;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Hitl.Workflows.Drills;
using Hitl.Workflows.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Hitl.Tests.Drills;

/// <summary>The monthly round on a server that skips time: every undoing is asked for on the first of a month, and one that still waits is not asked for twice.</summary>
public sealed class DrillRoundTests
{
    private static readonly IReadOnlyList<ActionName> Procedures = [.. DrillPlanner.Procedures(StoryWorld.Catalog).Select(action => action.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_first_of_every_month_a_drill_is_opened_and_its_people_get_a_card()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var time = new SkippedTime(environment);
        var (ledger, desk) = (new MemoryLedger(), new MemoryDesk());
        var drills = new MemoryDrills(ledger, time);
        var activities = new DrillActivities(drills, desk, new LiveCoverage(new MemoryCatalogs(StoryWorld.Catalog), new MemoryAbsences(), time), new DeskBell(time), time);
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions(RequestAddress.TaskQueue).AddWorkflow<DrillRoundWorkflow>().AddAllActivities(activities));

        await worker.ExecuteAsync(
            async () =>
            {
                var schedule = new DrillSchedule(environment.Client, time, NullLogger<DrillSchedule>.Instance);
                await schedule.StartAsync(Cancel);
                await schedule.ExecuteTask!;
                for (var day = 0; day < 130 && Opened(ledger).Count < 2 * Procedures.Count; day++)
                {
                    await environment.DelayAsync(TimeSpan.FromDays(1), Cancel);
                    // Whoever was asked runs it some days into the month; until then no second one is asked for.
                    foreach (var waiting in (await drills.ListAsync(20, Cancel)).Where(drill => drill.EndedAt is null && time.GetUtcNow() - drill.OpenedAt > TimeSpan.FromDays(40)).ToList())
                    {
                        await drills.StartAsync(waiting.Id, new("gus"), Row(LedgerKinds.DrillStarted), Cancel);
                        await drills.EndAsync(waiting.Id, DrillState.Proven, "done", Row(LedgerKinds.DrillEnded), Cancel);
                    }
                }
            },
            Cancel);

        var opened = (await drills.ListAsync(20, Cancel)).OrderBy(drill => drill.OpenedAt).ToList();
        foreach (var procedure in Procedures)
        {
            var rounds = opened.Where(drill => drill.Action == procedure).Select(drill => drill.OpenedAt).ToList();
            Assert.Equal([(1, 6), (1, 6)], rounds.Select(at => (at.Day, at.Hour)));
            Assert.Equal(2, (12 * (rounds[1].Year - rounds[0].Year)) + rounds[1].Month - rounds[0].Month);
        }

        Assert.All(opened, drill => Assert.NotEmpty(desk.Wanted.Single(wanted => wanted.Kind == "drill" && wanted.Subject == drill.Id.ToString("D")).People));
    }

    private static List<LedgerEntry> Opened(MemoryLedger ledger) => [.. ledger.Entries.Where(entry => entry.Kind == LedgerKinds.DrillOpened)];

    private static LedgerEntry Row(string kind) => new() { Kind = kind, By = "person:gus", Summary = "A drill." };
}
