using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Runtime;

/// <summary>Translates events that tell a workflow something into jobs.</summary>
internal sealed class EventTranslator
{
    private readonly Dictionary<long, ScheduledActivity> _activities = [];

    /// <summary>Remembers what later events refer to.</summary>
    internal ScheduledActivity Observe(HistoryEvent scheduled)
    {
        var attributes = scheduled.ActivityTaskScheduledEventAttributes;
        return _activities[scheduled.EventId] =
            new ScheduledActivity(scheduled.EventId, attributes.ActivityId, attributes.ActivityType.Name);
    }

    /// <summary>The job of an event; null for events that workflows do not learn of.</summary>
    internal ActivationJob? Translate(HistoryEvent happened) => happened.EventType switch
    {
        EventType.WorkflowExecutionSignaled => Signal(happened.WorkflowExecutionSignaledEventAttributes),
        EventType.WorkflowExecutionCancelRequested => new ActivationJob.Cancel(),
        EventType.TimerFired => new ActivationJob.FireTimer(happened.TimerFiredEventAttributes.TimerId),
        EventType.ActivityTaskCompleted => Completed(happened.ActivityTaskCompletedEventAttributes),
        EventType.ActivityTaskFailed => Failed(happened.ActivityTaskFailedEventAttributes),
        EventType.ActivityTaskTimedOut => TimedOut(happened.ActivityTaskTimedOutEventAttributes),
        EventType.ActivityTaskCanceled => Canceled(happened.ActivityTaskCanceledEventAttributes),
        EventType.WorkflowTaskFailed => Reset(happened.WorkflowTaskFailedEventAttributes),
        _ => null,
    };

    private static ActivationJob.Signal Signal(WorkflowExecutionSignaledEventAttributes signaled) =>
        new(signaled.SignalName, signaled.Input?.Payloads_ ?? []);

    private static ActivationJob.UpdateRandomSeed? Reset(WorkflowTaskFailedEventAttributes failed) =>
        failed.Cause == WorkflowTaskFailedCause.ResetWorkflow ? new(RandomnessSeed.FromRunId(failed.NewRunId)) : null;

    private ActivationJob.ResolveActivity Completed(ActivityTaskCompletedEventAttributes ended) =>
        new(Take(ended.ScheduledEventId).ActivityId, ended.Result?.Payloads_.FirstOrDefault(), null);

    private ActivationJob.ResolveActivity Failed(ActivityTaskFailedEventAttributes ended)
    {
        var activity = Take(ended.ScheduledEventId);
        return new(activity.ActivityId, null, ActivityFailures.From(ended, activity));
    }

    private ActivationJob.ResolveActivity TimedOut(ActivityTaskTimedOutEventAttributes ended)
    {
        var activity = Take(ended.ScheduledEventId);
        return new(activity.ActivityId, null, ActivityFailures.From(ended, activity));
    }

    private ActivationJob.ResolveActivity Canceled(ActivityTaskCanceledEventAttributes ended)
    {
        var activity = Take(ended.ScheduledEventId);
        return new(activity.ActivityId, null, ActivityFailures.From(ended, activity));
    }

    private ScheduledActivity Take(long scheduledEventId) => _activities.Remove(scheduledEventId, out var activity)
        ? activity
        : throw new InvalidOperationException($"History ends an activity scheduled by event {scheduledEventId}, which schedules none.");
}
