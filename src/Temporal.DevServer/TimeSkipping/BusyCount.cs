using Temporal.DevServer.State;

namespace Temporal.DevServer.TimeSkipping;

/// <summary>How many locks on time a run holds.</summary>
internal static class BusyCount
{
    /// <summary>One for a workflow task on any attempt, one for each activity waiting for or at a worker; none in retry back-off.</summary>
    internal static int Of(RunState run, long now)
    {
        if (!run.IsOpen) return 0;
        var busy = run.WorkflowTask is null ? 0 : 1;
        foreach (var id in run.Activities.Keys)
        {
            if (!run.ResolvedInBuffer.Contains(id) && run.Volatile.Activities[id].ScheduledTicks <= now) busy++;
        }
        return busy;
    }
}
