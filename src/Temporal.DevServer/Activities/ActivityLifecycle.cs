using Temporal.DevServer.Machines;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;
using Temporalio.Api.Failure.V1;

namespace Temporal.DevServer.Activities;

/// <summary>An activity: scheduled → started → completed, failed, canceled or timed out, with retries in between.</summary>
/// <remarks>Attempts before the last leave no event; the last one's start is written together with its result.</remarks>
internal static class ActivityLifecycle
{
    /// <summary>A worker takes the attempt. The caller checked that it is scheduled, due and not started.</summary>
    internal static void Start(Transition t, ActivityEntry entry, string identity, string requestId)
    {
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        (attempt.StartedTicks, attempt.HeartbeatTicks) = (t.Now, 0);
        (attempt.Identity, attempt.RequestId, attempt.LastWorker) = (identity, requestId, identity);
        t.Touch();
        ActivityMachine.Took(before, ActivityMachine.Step.Start, t.Run, entry.ScheduledEventId);
    }

    internal static void Complete(Transition t, ActivityEntry entry, Payloads? result, string identity)
    {
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        RecordStart(t, entry);
        var started = t.Run.NextEventId - 1;
        t.Record(EventType.ActivityTaskCompleted, e => e.ActivityTaskCompletedEventAttributes = new()
        {
            Result = result,
            ScheduledEventId = entry.ScheduledEventId,
            StartedEventId = started,
            Identity = identity,
        });
        ActivityMachine.Took(before, ActivityMachine.Step.Complete, t.Run, entry.ScheduledEventId);
        WorkflowTasks.Schedule(t);
    }

    /// <summary>Tries again if the policy allows, else records the failure.</summary>
    internal static void Fail(Transition t, ActivityEntry entry, Failure failure, string identity)
    {
        var decision = Decide(t, entry, failure);
        if (decision.Retries)
        {
            Retry(t, entry, failure, decision.Delay);
            return;
        }
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        RecordStart(t, entry);
        var started = t.Run.NextEventId - 1;
        t.Record(EventType.ActivityTaskFailed, e => e.ActivityTaskFailedEventAttributes = new()
        {
            Failure = failure,
            ScheduledEventId = entry.ScheduledEventId,
            StartedEventId = started,
            Identity = identity,
            RetryState = decision.State,
        });
        ActivityMachine.Took(before, ActivityMachine.Step.Fail, t.Run, entry.ScheduledEventId);
        WorkflowTasks.Schedule(t);
    }

    internal static void Cancel(Transition t, ActivityEntry entry, Payloads? details, string identity)
    {
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        var wasStarted = t.Run.Volatile.Activities[entry.ScheduledEventId].StartedTicks > 0;
        if (wasStarted) RecordStart(t, entry);
        var started = wasStarted ? t.Run.NextEventId - 1 : 0;
        t.Record(EventType.ActivityTaskCanceled, e => e.ActivityTaskCanceledEventAttributes = new()
        {
            Details = details,
            LatestCancelRequestedEventId = entry.CancelRequestedEventId,
            ScheduledEventId = entry.ScheduledEventId,
            StartedEventId = started,
            Identity = identity,
        });
        ActivityMachine.Took(before, ActivityMachine.Step.Cancel, t.Run, entry.ScheduledEventId);
        WorkflowTasks.Schedule(t);
    }

    /// <summary>Applies whichever of the four timeouts has passed; does nothing if none has.</summary>
    internal static void ApplyTimeouts(Transition t, ActivityEntry entry)
    {
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        if (Expired(t.Now, entry, attempt) is not { } type) return;
        var failure = TimeoutFailure(type, attempt);
        var decision = Decide(t, entry, failure);
        if (decision.Retries)
        {
            Retry(t, entry, failure, decision.Delay);
            return;
        }

        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        var state = type is TimeoutType.ScheduleToClose or TimeoutType.ScheduleToStart ? RetryState.Timeout : decision.State;
        if (attempt.StartedTicks > 0) RecordStart(t, entry);
        var started = attempt.StartedTicks > 0 ? t.Run.NextEventId - 1 : 0;
        t.Record(EventType.ActivityTaskTimedOut, e => e.ActivityTaskTimedOutEventAttributes = new()
        {
            Failure = failure,
            ScheduledEventId = entry.ScheduledEventId,
            StartedEventId = started,
            RetryState = state,
        });
        ActivityMachine.Took(before, ActivityMachine.Step.TimeOut, t.Run, entry.ScheduledEventId);
        WorkflowTasks.Schedule(t);
    }

    private static RetryDecision Decide(Transition t, ActivityEntry entry, Failure failure)
    {
        if (entry.CancelRequestedEventId > 0) return new(RetryState.CancelRequested, 0);
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        return RetryDecision.After(entry.Attributes.RetryPolicy, attempt.ResetRequested ? 0 : attempt.Attempt, failure, t.Now, entry.CloseDeadline);
    }

    private static void Retry(Transition t, ActivityEntry entry, Failure failure, long delay)
    {
        var before = ActivityMachine.Of(t.Run, entry.ScheduledEventId);
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        attempt.Attempt = attempt.ResetRequested ? 1 : attempt.Attempt + 1;
        if (attempt.ResetHeartbeat) attempt.Heartbeat = null;
        (attempt.ResetRequested, attempt.ResetHeartbeat) = (false, false);
        attempt.ScheduledTicks = t.Now + delay;
        (attempt.StartedTicks, attempt.HeartbeatTicks) = (0, 0);
        attempt.LastFailure = failure;
        attempt.Stamp = t.Run.NextStamp();
        t.Touch();
        ActivityMachine.Took(before, ActivityMachine.Step.Retry, t.Run, entry.ScheduledEventId);
    }

    private static void RecordStart(Transition t, ActivityEntry entry)
    {
        var attempt = t.Run.Volatile.Activities[entry.ScheduledEventId];
        t.Record(EventType.ActivityTaskStarted, e =>
        {
            e.EventTime = Ticks.ToTimestamp(attempt.StartedTicks > 0 ? attempt.StartedTicks : t.Now);
            e.ActivityTaskStartedEventAttributes = new()
            {
                ScheduledEventId = entry.ScheduledEventId,
                Identity = attempt.Identity,
                RequestId = attempt.RequestId,
                Attempt = attempt.Attempt,
                LastFailure = attempt.LastFailure,
            };
        });
    }

    private static TimeoutType? Expired(long now, ActivityEntry entry, ActivityAttempt attempt)
    {
        if (entry.CloseDeadline > 0 && now >= entry.CloseDeadline) return TimeoutType.ScheduleToClose;
        var attributes = entry.Attributes;
        if (attempt.StartedTicks == 0)
        {
            if (attempt.Paused is not null) return null;
            return Ticks.From(attributes.ScheduleToStartTimeout) is var wait and > 0 && now >= attempt.ScheduledTicks + wait
                ? TimeoutType.ScheduleToStart : null;
        }
        if (Ticks.From(attributes.StartToCloseTimeout) is var run and > 0 && now >= attempt.StartedTicks + run) return TimeoutType.StartToClose;
        return Ticks.From(attributes.HeartbeatTimeout) is var beat and > 0
            && now >= Math.Max(attempt.StartedTicks, attempt.HeartbeatTicks) + beat ? TimeoutType.Heartbeat : null;
    }

    private static Failure TimeoutFailure(TimeoutType type, ActivityAttempt attempt) => new()
    {
        Message = type switch
        {
            TimeoutType.ScheduleToClose => "activity ScheduleToClose timeout",
            TimeoutType.ScheduleToStart => "activity ScheduleToStart timeout",
            TimeoutType.Heartbeat => "activity Heartbeat timeout",
            _ => "activity StartToClose timeout",
        },
        Source = "Server",
        Cause = type is TimeoutType.ScheduleToClose ? attempt.LastFailure : null,
        TimeoutFailureInfo = new() { TimeoutType = type, LastHeartbeatDetails = attempt.Heartbeat },
    };
}
