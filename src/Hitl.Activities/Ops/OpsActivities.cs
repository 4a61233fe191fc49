using Hitl.Activities.Cards;
using Hitl.Activities.Desk;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Governance.Coverage;
using Hitl.Workflows.Ops;
using Temporalio.Activities;

namespace Hitl.Activities.Ops;

/// <summary>Parks requests in front of ops and takes up what ops decided.</summary>
public sealed class OpsActivities(IRequestStore requests, IOpsStore ops, IDeskCards desk, LiveCoverage coverage, CardBell bell, DeskBell deskBell, TimeProvider time) : IOpsActivities
{
    /// <inheritdoc/>
    [Activity("park-request")]
    public async Task ParkAsync(ParkCall call)
    {
        var cancel = RunningActivity.Cancel;
        var now = time.GetUtcNow();
        var stored = await requests.RequiredAsync(call.Request, cancel);
        var what = call.IsCompensation ? $"undoing {call.Step}" : call.Step;
        var entry = LedgerLines.About(
            stored, LedgerKinds.RequestMoved, LedgerLines.EscalationWorker, $"Waits for ops ({call.Owner}) at {what}: {call.Reason}",
            new() { ["to"] = "waiting_for_ops", ["step"] = call.Step, ["isCompensation"] = call.IsCompensation, ["owner"] = call.Owner });
        await ops.ParkAsync(new(call.Request, call.Step, call.IsCompensation, call.Reason, call.Owner, now), [entry], cancel);
        if (await coverage.NowAsync(cancel) is { } live) await desk.WantAsync(DeskCardKey.Parked, call.Request.Value, DeskPeople.Of(live, new(call.Owner), now), 0, cancel);
        deskBell.Ring();
        bell.Ring();
    }

    /// <inheritdoc/>
    [Activity("take-intervention")]
    public async Task<TakenIntervention?> TakeAsync(RequestId request, string token)
    {
        var taken = await ops.TakeAsync(request, token, RunningActivity.Cancel);
        if (taken is null) return null;
        bell.Ring();
        deskBell.Ring();
        return new(taken.Kind == "abandon", taken.By.Value);
    }
}
