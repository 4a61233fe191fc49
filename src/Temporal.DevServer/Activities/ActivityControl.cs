using Temporal.DevServer.Hosting;
using Temporal.DevServer.Machines;
using Temporal.DevServer.State;
using Temporalio.Api.Activity.V1;

namespace Temporal.DevServer.Activities;

/// <summary>What operators do to an activity while it is pending: hold it, let it go on, start it over, change its options.</summary>
internal static class ActivityControl
{
    /// <exception cref="RpcStatusException">NOT_FOUND: no pending activity has that id or type.</exception>
    internal static IReadOnlyList<ActivityEntry> Select(RunState run, string id, string type, bool all)
    {
        if (!run.IsOpen) throw Failures.AlreadyCompleted();
        var found = run.Activities.Values.Where(a => !run.ResolvedInBuffer.Contains(a.ScheduledEventId)
            && (all || id.Length > 0 && a.Attributes.ActivityId == id || type.Length > 0 && a.Attributes.ActivityType.Name == type)).ToList();
        return found.Count > 0 || all ? found : throw Failures.NotFound("Activity not found.");
    }

    /// <summary>A running attempt goes on and is told by its heartbeat; no other one starts.</summary>
    internal static void Pause(Transition t, ActivityEntry entry, string identity, string reason)
    {
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        if (attempt.Paused is not null) return;
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        attempt.Paused = new() { SinceTicks = t.Now, Identity = identity, Reason = reason };
        t.Touch();
        ActivityMachine.Took(before, ActivityMachine.Step.Pause, t.Run, entry.ScheduledEventId);
    }

    internal static void Unpause(Transition t, ActivityEntry entry, bool resetAttempts, bool resetHeartbeat, long jitter)
    {
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        if (attempt.Paused is null) return;
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        attempt.Paused = null;
        if (resetAttempts) StartOver(attempt, resetHeartbeat);
        else if (resetHeartbeat) attempt.Heartbeat = null;
        Reschedule(t, attempt, jitter);
        ActivityMachine.Took(before, ActivityMachine.Step.Unpause, t.Run, entry.ScheduledEventId);
    }

    internal static void Reset(Transition t, ActivityEntry entry, bool resetHeartbeat, bool keepPaused, long jitter)
    {
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        if (!keepPaused) attempt.Paused = null;
        StartOver(attempt, resetHeartbeat);
        Reschedule(t, attempt, jitter);
        ActivityMachine.Took(before, ActivityMachine.Step.Reset, t.Run, entry.ScheduledEventId);
    }

    /// <summary>The options as they are after the change.</summary>
    internal static ActivityOptions Change(Transition t, ActivityEntry entry, ActivityOptions? wanted, FieldMask? mask, bool restore)
    {
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        var options = ActivityEntry.OptionsOf(restore ? entry.Original : entry.Attributes).Clone();
        if (!restore && wanted is not null) mask?.Merge(wanted, options, new() { ReplaceMessageFields = true, ReplacePrimitiveFields = true });
        if (RetryDecision.Validate(options.RetryPolicy) is { } why) throw Failures.InvalidArgument(why);
        options.RetryPolicy = RetryDecision.Fill(options.RetryPolicy);
        attempt.Options = restore ? null : options;
        entry.Restore(attempt);
        // Handed to matching anew: the queue may be another one.
        if (attempt.StartedTicks == 0) attempt.Stamp = t.Run.NextStamp();
        t.Touch();
        return options;
    }

    private static void StartOver(ActivityAttempt attempt, bool resetHeartbeat)
    {
        if (attempt.StartedTicks > 0)
        {
            // The attempt under way still counts; what follows it begins at one.
            (attempt.ResetRequested, attempt.ResetHeartbeat) = (true, resetHeartbeat);
            return;
        }
        attempt.Attempt = 1;
        if (resetHeartbeat) attempt.Heartbeat = null;
    }

    private static void Reschedule(Transition t, ActivityAttempt attempt, long jitter)
    {
        t.Touch();
        if (attempt.StartedTicks > 0) return;
        attempt.ScheduledTicks = t.Now + (jitter > 0 ? Random.Shared.NextInt64(jitter) : 0);
        attempt.Stamp = t.Run.NextStamp();
    }
}
