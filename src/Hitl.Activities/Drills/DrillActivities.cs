using Hitl.Activities.Desk;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Ledger;
using Hitl.Governance.Coverage;
using Hitl.Governance.Drills;
using Hitl.Workflows.Drills;
using Temporalio.Activities;

namespace Hitl.Activities.Drills;

/// <summary>Opens the drills of a month and asks the people of their roles.</summary>
public sealed class DrillActivities(IDrillStore drills, IDeskCards cards, LiveCoverage coverage, DeskBell bell, TimeProvider time) : IDrillActivities
{
    /// <inheritdoc/>
    [Activity("open-drills")]
    public async Task<int> OpenAsync()
    {
        var cancel = RunningActivity.Cancel;
        var live = await coverage.NowAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog");
        var opened = 0;
        foreach (var action in DrillPlanner.Procedures(live))
        {
            if (DrillPlanner.RoleOf(action) is not { } role) continue;
            var drill = new DrillRecord(Guid.CreateVersion7(time.GetUtcNow()), action.Name, role, DrillState.Open, time.GetUtcNow(), null, null, null, null);
            if (!await drills.OpenAsync(drill, Opened(drill), cancel)) continue;
            await cards.WantAsync(DeskCardKey.Drill, drill.Id.ToString("D"), DeskPeople.Of(live, role, time.GetUtcNow()), 0, cancel);
            opened++;
        }

        bell.Ring();
        return opened;
    }

    private static LedgerEntry Opened(DrillRecord drill) => new()
    {
        Kind = LedgerKinds.DrillOpened,
        By = LedgerLines.EscalationWorker,
        Summary = $"The undoing of {drill.Action} is to be drilled by {drill.Role}.",
        Body = new() { ["drill"] = drill.Id.ToString("D"), ["action"] = drill.Action.Value, ["role"] = drill.Role.Value },
    };
}
