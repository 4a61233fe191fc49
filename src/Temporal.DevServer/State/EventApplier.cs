namespace Temporal.DevServer.State;

/// <summary>The one place where an event changes a run: used as events are written, and again when a run is loaded.</summary>
internal static class EventApplier
{
    internal static void Apply(RunState run, HistoryEvent written)
    {
        run.NextEventId = written.EventId + 1;
        run.Tail.Add(written);
        var ticks = Ticks.From(written.EventTime);
        switch (written.EventType)
        {
            case EventType.WorkflowExecutionStarted: Start(run, written, ticks); break;
            case EventType.WorkflowExecutionCompleted: Close(run, written, ticks, WorkflowExecutionStatus.Completed); break;
            case EventType.WorkflowExecutionFailed: Close(run, written, ticks, WorkflowExecutionStatus.Failed); break;
            case EventType.WorkflowExecutionTimedOut: Close(run, written, ticks, WorkflowExecutionStatus.TimedOut); break;
            case EventType.WorkflowExecutionTerminated: Close(run, written, ticks, WorkflowExecutionStatus.Terminated); break;
            case EventType.WorkflowExecutionCanceled: Close(run, written, ticks, WorkflowExecutionStatus.Canceled); break;
            case EventType.WorkflowExecutionContinuedAsNew: Close(run, written, ticks, WorkflowExecutionStatus.ContinuedAsNew); break;
            case EventType.WorkflowExecutionCancelRequested: run.CancelRequested = true; break;
            case EventType.WorkflowExecutionSignaled: Signal(run, written.WorkflowExecutionSignaledEventAttributes); break;
            case EventType.UpsertWorkflowSearchAttributes:
                Merge(run, run.SearchAttributes, written.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields);
                break;
            case EventType.WorkflowPropertiesModified:
                Merge(run, run.Memo, written.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo.Fields);
                break;
            case EventType.TimerStarted:
                var timer = written.TimerStartedEventAttributes;
                run.Timers[timer.TimerId] = new(written.EventId, ticks + Ticks.From(timer.StartToFireTimeout));
                break;
            case EventType.TimerFired: EndTimer(run, written.TimerFiredEventAttributes.TimerId); break;
            case EventType.TimerCanceled: EndTimer(run, written.TimerCanceledEventAttributes.TimerId); break;
            case EventType.WorkflowExecutionUpdateAdmitted or EventType.WorkflowExecutionUpdateAccepted or EventType.WorkflowExecutionUpdateCompleted:
                UpdateApplier.Apply(run, written);
                break;
            default: ApplyTask(run, written, ticks); break;
        }
    }

    private static void ApplyTask(RunState run, HistoryEvent written, long ticks)
    {
        switch (written.EventType)
        {
            case EventType.WorkflowTaskScheduled:
                run.Volatile.WorkflowTask = new()
                {
                    ScheduledEventId = written.EventId,
                    ScheduledTicks = ticks,
                    Attempt = written.WorkflowTaskScheduledEventAttributes.Attempt,
                };
                break;
            case EventType.WorkflowTaskStarted:
                if (run.Volatile.WorkflowTask is { } task) (task.StartedEventId, task.StartedTicks) = (written.EventId, ticks);
                break;
            case EventType.WorkflowTaskCompleted:
                run.PreviousStartedEventId = written.WorkflowTaskCompletedEventAttributes.StartedEventId;
                run.LastCompletedTaskEventId = written.EventId;
                run.Volatile.WorkflowTask = null;
                run.Volatile.WorkflowTaskAttempt = 1;
                run.Tail.Trim(run.PreviousStartedEventId + 1);
                break;
            case EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                run.Volatile.WorkflowTask = null;
                break;
            case EventType.ActivityTaskScheduled:
                var scheduled = written.ActivityTaskScheduledEventAttributes;
                run.Activities[written.EventId] = new(written.EventId, ticks, scheduled);
                run.ActivityIds[scheduled.ActivityId] = written.EventId;
                run.Volatile.Activities[written.EventId] = new() { Attempt = 1, ScheduledTicks = ticks };
                break;
            case EventType.ActivityTaskCancelRequested:
                var asked = written.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId;
                if (run.Activities.TryGetValue(asked, out var entry)) entry.CancelRequestedEventId = written.EventId;
                break;
            case EventType.ActivityTaskCompleted: EndActivity(run, written.ActivityTaskCompletedEventAttributes.ScheduledEventId); break;
            case EventType.ActivityTaskFailed: EndActivity(run, written.ActivityTaskFailedEventAttributes.ScheduledEventId); break;
            case EventType.ActivityTaskTimedOut: EndActivity(run, written.ActivityTaskTimedOutEventAttributes.ScheduledEventId); break;
            case EventType.ActivityTaskCanceled: EndActivity(run, written.ActivityTaskCanceledEventAttributes.ScheduledEventId); break;
            default: OthersApplier.Apply(run, written); break;
        }
    }

    private static void Start(RunState run, HistoryEvent written, long ticks)
    {
        var started = written.WorkflowExecutionStartedEventAttributes;
        run.Started = started;
        run.UserMetadata = written.UserMetadata;
        run.StartTicks = ticks;
        run.VisibilityChanged = true;
        if (started.Memo is not null) run.Memo.Add(started.Memo.Fields);
        if (started.SearchAttributes is not null) run.SearchAttributes.Add(started.SearchAttributes.IndexedFields);

        var backoff = Ticks.From(started.FirstWorkflowTaskBackoff);
        run.Volatile.FirstTaskTicks = backoff > 0 ? ticks + backoff : 0;
        var runTimeout = Ticks.From(started.WorkflowRunTimeout);
        var ends = runTimeout > 0 ? ticks + backoff + runTimeout : long.MaxValue;
        if (started.WorkflowExecutionExpirationTime is { } expires) ends = Math.Min(ends, Ticks.From(expires));
        run.RunDeadline = ends == long.MaxValue ? 0 : ends;
    }

    private static void Close(RunState run, HistoryEvent written, long ticks, WorkflowExecutionStatus status)
    {
        run.Status = status;
        run.CloseTicks = ticks;
        run.CloseEvent = written;
        run.VisibilityChanged = true;
        run.Volatile.WorkflowTask = null;
        run.Volatile.Sticky = null;
        run.Volatile.FirstTaskTicks = 0;
        run.Volatile.Activities.Clear();
        run.Activities.Clear();
        run.ActivityIds.Clear();
        run.Timers.Clear();
    }

    private static void Signal(RunState run, WorkflowExecutionSignaledEventAttributes signal)
    {
        run.SignalCount++;
        if (signal.RequestId.Length > 0) run.SignalRequestIds.Add(signal.RequestId);
    }

    /// <summary>A payload of null deletes its key; anything else replaces it.</summary>
    private static void Merge(
        RunState run, Google.Protobuf.Collections.MapField<string, Payload> target, Google.Protobuf.Collections.MapField<string, Payload> changes)
    {
        run.VisibilityChanged = true;
        foreach (var (key, value) in changes)
        {
            if (PayloadValues.IsNull(value)) target.Remove(key);
            else target[key] = value;
        }
    }

    private static void EndTimer(RunState run, string timerId)
    {
        run.Timers.Remove(timerId);
        run.FiredInBuffer.Remove(timerId);
    }

    private static void EndActivity(RunState run, long scheduledEventId)
    {
        if (run.Activities.Remove(scheduledEventId, out var entry)) run.ActivityIds.Remove(entry.Attributes.ActivityId);
        run.Volatile.Activities.Remove(scheduledEventId);
        run.ResolvedInBuffer.Remove(scheduledEventId);
    }
}
