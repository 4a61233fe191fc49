using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Engine;

/// <summary>Derives from a run's state which tasks are ready, and hands each to matching once.</summary>
internal static class TaskDispatch
{
    internal static void Dispatch(RunState run, RunLive live, long now, Matching matching)
    {
        if (!run.IsOpen)
        {
            live.DispatchedActivities.Clear();
            return;
        }
        var @namespace = run.Self.Key.Namespace;
        if (run.WorkflowTask is { StartedEventId: 0 } task && task.NotBeforeTicks <= now && live.DispatchedTask != task.Stamp)
        {
            live.DispatchedTask = task.Stamp;
            matching.Add(new(@namespace, task.Queue, TaskQueueType.Workflow), new(run.Self, task.Stamp));
        }
        foreach (var (id, entry) in run.Activities)
        {
            var attempt = run.Volatile.Activities[id];
            if (attempt.StartedTicks > 0 || attempt.Paused is not null || attempt.ScheduledTicks > now || run.ResolvedInBuffer.Contains(id)) continue;
            if (live.DispatchedActivities.TryGetValue(id, out var stamp) && stamp == attempt.Stamp) continue;
            live.DispatchedActivities[id] = attempt.Stamp;
            matching.Add(new(@namespace, entry.Attributes.TaskQueue.Name, TaskQueueType.Activity), new(run.Self, attempt.Stamp, id));
        }
    }
}
