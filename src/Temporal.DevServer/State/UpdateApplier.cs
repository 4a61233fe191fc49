namespace Temporal.DevServer.State;

/// <summary>What the events of updates change: admitted (by a reset) → accepted → completed.</summary>
internal static class UpdateApplier
{
    internal static void Apply(RunState run, HistoryEvent written)
    {
        switch (written.EventType)
        {
            case EventType.WorkflowExecutionUpdateAdmitted:
                var admitted = written.WorkflowExecutionUpdateAdmittedEventAttributes;
                run.Updates[admitted.Request.Meta.UpdateId] = new() { Request = admitted.Request };
                run.InFlightUpdates++;
                break;
            case EventType.WorkflowExecutionUpdateAccepted:
                Accept(run, written.EventId, written.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId);
                break;
            case EventType.WorkflowExecutionUpdateCompleted:
                var completed = written.WorkflowExecutionUpdateCompletedEventAttributes;
                if (!run.Updates.TryGetValue(completed.Meta.UpdateId, out var entry)) run.Updates[completed.Meta.UpdateId] = entry = new();
                if (entry is { AcceptedEventId: > 0, Outcome: null }) run.InFlightUpdates--;
                entry.Outcome = completed.Outcome;
                break;
        }
    }

    private static void Accept(RunState run, long eventId, string id)
    {
        // One that was admitted before is counted as in flight since.
        if (!run.Updates.TryGetValue(id, out var entry))
        {
            run.Updates[id] = entry = new();
            run.InFlightUpdates++;
        }
        (entry.AcceptedEventId, entry.Request) = (eventId, null);
    }
}
