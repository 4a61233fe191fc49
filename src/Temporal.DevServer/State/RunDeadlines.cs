using Temporal.DevServer.Errands;

namespace Temporal.DevServer.State;

/// <summary>When a run next needs the engine's attention; the only timer a run has.</summary>
internal static class RunDeadlines
{
    /// <summary>Earliest time something is to happen, in ticks; <see cref="long.MaxValue"/> for never.</summary>
    /// <param name="run">The run.</param>
    /// <param name="readySince">Tasks that became ready by then are left out: they have been handed to matching.</param>
    internal static long Next(RunState run, long readySince)
    {
        // For a new engine only: this one sets out as soon as it has published the run.
        if (readySince == 0 && ErrandList.IsPending(run)) return run.StartTicks;
        if (!run.IsOpen) return long.MaxValue;
        if (run.Volatile.Schedule is { } schedule) return schedule.NextDueTicks;
        var next = run.RunDeadline > 0 ? run.RunDeadline : long.MaxValue;
        if (run.Volatile.FirstTaskTicks > 0) next = Math.Min(next, run.Volatile.FirstTaskTicks);
        foreach (var (id, timer) in run.Timers)
        {
            if (timer.FireTicks < next && !run.FiredInBuffer.Contains(id)) next = timer.FireTicks;
        }
        if (run.WorkflowTask is { } task) next = Math.Min(next, NextOf(run, task, readySince));
        foreach (var (id, entry) in run.Activities)
        {
            if (!run.ResolvedInBuffer.Contains(id)) next = Math.Min(next, NextOf(entry, run.Volatile.Activities[id], readySince));
        }
        return next;
    }

    internal static long TaskTimeout(RunState run)
    {
        var timeout = Ticks.From(run.Started.WorkflowTaskTimeout);
        return timeout > 0 ? timeout : 10 * Ticks.Second;
    }

    internal static long NextOf(RunState run, WorkflowTaskState task, long readySince)
    {
        if (task.StartedEventId > 0) return task.StartedTicks + TaskTimeout(run);
        var next = task.ScheduleToStartTicks > 0 ? task.ScheduledTicks + task.ScheduleToStartTicks : long.MaxValue;
        return task.NotBeforeTicks > readySince ? Math.Min(next, task.NotBeforeTicks) : next;
    }

    internal static long NextOf(ActivityEntry entry, ActivityAttempt attempt, long readySince)
    {
        var next = entry.CloseDeadline > 0 ? entry.CloseDeadline : long.MaxValue;
        if (attempt.StartedTicks > 0)
        {
            if (Ticks.From(entry.Attributes.StartToCloseTimeout) is var close and > 0) next = Math.Min(next, attempt.StartedTicks + close);
            if (Ticks.From(entry.Attributes.HeartbeatTimeout) is var beat and > 0)
            {
                next = Math.Min(next, Math.Max(attempt.StartedTicks, attempt.HeartbeatTicks) + beat);
            }
            return next;
        }
        if (attempt.Paused is not null) return next;
        if (Ticks.From(entry.Attributes.ScheduleToStartTimeout) is var start and > 0) next = Math.Min(next, attempt.ScheduledTicks + start);
        return attempt.ScheduledTicks > readySince ? Math.Min(next, attempt.ScheduledTicks) : next;
    }
}
