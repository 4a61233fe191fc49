using Hitl.Workflows.Requests;
using Temporalio.Workflows;

namespace Hitl.Workflows.Ops;

/// <summary>Holds the workflow in front of ops until a person decides.</summary>
internal sealed class OpsDesk(Wakes wakes, StatusBoard board)
{
    private int _parked;

    public async Task<TakenIntervention> HandAsync(ParkCall call)
    {
        board.Show($"waiting for ops at {call.Step}", call.Reason);
        await Workflow.ExecuteActivityAsync((IOpsActivities ops) => ops.ParkAsync(call), ActivityProfiles.Store);

        // The run id is part of it: after a reset an old intervention must not be acted on a second time.
        var token = $"{Workflow.Info.RunId}/{++_parked}";
        while (true)
        {
            await wakes.WaitAsync();
            var taken = await Workflow.ExecuteActivityAsync((IOpsActivities ops) => ops.TakeAsync(call.Request, token), ActivityProfiles.Store);
            if (taken is not null) return taken;
        }
    }
}
