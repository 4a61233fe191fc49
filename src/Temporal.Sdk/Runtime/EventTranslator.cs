using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
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
        EventType.StartChildWorkflowExecutionFailed => StartFailed(happened.StartChildWorkflowExecutionFailedEventAttributes),
        EventType.ChildWorkflowExecutionStarted => Started(happened.ChildWorkflowExecutionStartedEventAttributes),
        EventType.ChildWorkflowExecutionCompleted => Completed(happened.ChildWorkflowExecutionCompletedEventAttributes),
        EventType.ChildWorkflowExecutionFailed => new ActivationJob.ResolveChild(
            happened.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
            null,
            ChildFailures.From(happened.ChildWorkflowExecutionFailedEventAttributes)),
        EventType.ChildWorkflowExecutionCanceled => new ActivationJob.ResolveChild(
            happened.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
            null,
            ChildFailures.From(happened.ChildWorkflowExecutionCanceledEventAttributes)),
        EventType.ChildWorkflowExecutionTimedOut => new ActivationJob.ResolveChild(
            happened.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
            null,
            ChildFailures.From(happened.ChildWorkflowExecutionTimedOutEventAttributes)),
        EventType.ChildWorkflowExecutionTerminated => new ActivationJob.ResolveChild(
            happened.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
            null,
            ChildFailures.From(happened.ChildWorkflowExecutionTerminatedEventAttributes)),
        EventType.ExternalWorkflowExecutionSignaled => new ActivationJob.ResolveExternal(
            happened.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId, null),
        EventType.SignalExternalWorkflowExecutionFailed => Unsignaled(happened.SignalExternalWorkflowExecutionFailedEventAttributes),
        EventType.ExternalWorkflowExecutionCancelRequested => new ActivationJob.ResolveExternal(
            happened.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId, null),
        EventType.RequestCancelExternalWorkflowExecutionFailed => Uncancelled(happened.RequestCancelExternalWorkflowExecutionFailedEventAttributes),
        EventType.WorkflowTaskFailed => Reset(happened.WorkflowTaskFailedEventAttributes),
        _ => null,
    };

    private static ActivationJob.Signal Signal(WorkflowExecutionSignaledEventAttributes signaled) =>
        new(signaled.SignalName, signaled.Input?.Payloads_ ?? [], signaled.Header?.Fields);

    private static ActivationJob.ResolveChildStart Started(ChildWorkflowExecutionStartedEventAttributes started) =>
        new(started.InitiatedEventId, started.WorkflowExecution.RunId);

    private static ActivationJob.ResolveChildStart StartFailed(StartChildWorkflowExecutionFailedEventAttributes failed) =>
        new(failed.InitiatedEventId, null, failed.Cause);

    private static ActivationJob.ResolveChild Completed(ChildWorkflowExecutionCompletedEventAttributes ended) =>
        new(ended.InitiatedEventId, ended.Result?.Payloads_.FirstOrDefault(), null);

    private static ActivationJob.ResolveExternal Unsignaled(SignalExternalWorkflowExecutionFailedEventAttributes failed) => new(
        failed.InitiatedEventId,
        Refused("Unable to signal external workflow because " + failed.Cause switch
        {
            SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound => "it was not found",
            SignalExternalWorkflowExecutionFailedCause.NamespaceNotFound => "the namespace was not found",
            SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded => "the per-workflow signal limit was exceeded",
            _ => "of an unknown cause",
        }));

    private static ActivationJob.ResolveExternal Uncancelled(RequestCancelExternalWorkflowExecutionFailedEventAttributes failed) => new(
        failed.InitiatedEventId,
        Refused("Unable to cancel external workflow because " + failed.Cause switch
        {
            CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound => "not found",
            CancelExternalWorkflowExecutionFailedCause.NamespaceNotFound => "namespace not found",
            _ => "of an unknown cause",
        }));

    private static Failure Refused(string message) => new() { Message = message, ApplicationFailureInfo = new ApplicationFailureInfo() };

    private static ActivationJob.UpdateRandomSeed? Reset(WorkflowTaskFailedEventAttributes failed) =>
        failed.Cause == WorkflowTaskFailedCause.ResetWorkflow ? new(failed.NewRunId) : null;

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
