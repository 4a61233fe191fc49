namespace Temporal.DevServer.State;

/// <summary>The ends of children have one field in common, but no common type.</summary>
internal static class ChildEvents
{
    internal static void SetStarted(HistoryEvent end, long startedEventId)
    {
        switch (end.EventType)
        {
            case EventType.ChildWorkflowExecutionCompleted: end.ChildWorkflowExecutionCompletedEventAttributes.StartedEventId = startedEventId; break;
            case EventType.ChildWorkflowExecutionFailed: end.ChildWorkflowExecutionFailedEventAttributes.StartedEventId = startedEventId; break;
            case EventType.ChildWorkflowExecutionCanceled: end.ChildWorkflowExecutionCanceledEventAttributes.StartedEventId = startedEventId; break;
            case EventType.ChildWorkflowExecutionTimedOut: end.ChildWorkflowExecutionTimedOutEventAttributes.StartedEventId = startedEventId; break;
            case EventType.ChildWorkflowExecutionTerminated: end.ChildWorkflowExecutionTerminatedEventAttributes.StartedEventId = startedEventId; break;
        }
    }
}
