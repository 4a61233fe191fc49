namespace Temporal.DevServer.State;

/// <summary>What the events about other workflows change: children, and signals and cancel requests to others.</summary>
internal static class OthersApplier
{
    internal static void Apply(RunState run, HistoryEvent written)
    {
        switch (written.EventType)
        {
            case EventType.StartChildWorkflowExecutionInitiated:
                run.Children[written.EventId] = new(written.EventId, written.StartChildWorkflowExecutionInitiatedEventAttributes);
                break;
            case EventType.ChildWorkflowExecutionStarted:
                var started = written.ChildWorkflowExecutionStartedEventAttributes;
                run.AnsweredInBuffer.Remove(started.InitiatedEventId);
                if (run.Children.TryGetValue(started.InitiatedEventId, out var child))
                {
                    (child.StartedEventId, child.RunId) = (written.EventId, started.WorkflowExecution.RunId);
                }
                break;
            case EventType.SignalExternalWorkflowExecutionInitiated:
                run.ExternalSignals[written.EventId] = written.SignalExternalWorkflowExecutionInitiatedEventAttributes;
                break;
            case EventType.RequestCancelExternalWorkflowExecutionInitiated:
                run.ExternalCancels[written.EventId] = written.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
                break;
            default:
                if (EndOf(written) is > 0 and var initiated) End(run, initiated);
                break;
        }
    }

    /// <summary>The initiated event whose story this event ends; zero for others.</summary>
    internal static long EndOf(HistoryEvent e) => e.EventType switch
    {
        EventType.StartChildWorkflowExecutionFailed => e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionSignaled => e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId,
        EventType.SignalExternalWorkflowExecutionFailed => e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionCancelRequested => e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId,
        EventType.RequestCancelExternalWorkflowExecutionFailed => e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        _ => ChildEndOf(e),
    };

    /// <summary>As <see cref="EndOf"/>, for the ends of children that ran.</summary>
    internal static long ChildEndOf(HistoryEvent e) => e.EventType switch
    {
        EventType.ChildWorkflowExecutionCompleted => e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionFailed => e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCanceled => e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTimedOut => e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTerminated => e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        _ => 0,
    };

    private static void End(RunState run, long initiated)
    {
        run.Children.Remove(initiated);
        run.ExternalSignals.Remove(initiated);
        run.ExternalCancels.Remove(initiated);
        run.AnsweredInBuffer.Remove(initiated);
        run.ResolvedInBuffer.Remove(initiated);
    }
}
