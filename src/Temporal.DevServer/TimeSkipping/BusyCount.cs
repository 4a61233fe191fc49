using Temporal.DevServer.Errands;
using Temporal.DevServer.State;

namespace Temporal.DevServer.TimeSkipping;

/// <summary>How many locks on time a run holds.</summary>
internal static class BusyCount
{
    /// <summary>One for a workflow task on any attempt, one for each activity waiting for or at a worker; none in retry back-off.</summary>
    internal static int Of(RunState run, long now)
    {
        // What is on its way to another workflow takes no virtual time.
        var busy = ErrandList.IsPending(run) ? 1 : 0;
        if (!run.IsOpen) return busy;
        if (run.WorkflowTask is not null) busy++;
        foreach (var id in run.Activities.Keys)
        {
            if (!run.ResolvedInBuffer.Contains(id) && run.Volatile.Activities[id] is var attempt
                && attempt.ScheduledTicks <= now && (attempt.Paused is null || attempt.StartedTicks > 0)) busy++;
        }
        return busy;
    }
}
