using Temporal.DevServer.Engine;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Errands;

/// <summary>Tells a parent how its child ended. A child that goes on in another run reports only at the last one.</summary>
internal static class ParentReport
{
    /// <summary>Null when there is no parent, or a later run reports.</summary>
    internal static Errand? For(RunState run)
    {
        if (run.Started.ParentWorkflowExecution is not { } parent || run.CloseEvent is not { } close || SuccessorOf(close).Length > 0) return null;
        var key = new WorkflowKey(run.Started.ParentWorkflowNamespace, parent.WorkflowId);
        var (child, initiated) = (run.Self, run.Started.ParentInitiatedEventId);
        return new(key, engine => ReportAsync(engine, new(key, parent.RunId), initiated, child, close));
    }

    private static async ValueTask ReportAsync(WorkflowEngine engine, RunRef parent, long initiated, RunRef child, HistoryEvent close)
    {
        try
        {
            var moved = await engine.ChangeAsync(parent.Key, parent.RunId, (t, _) =>
            {
                if (!t.Run.IsOpen) return t.Run.Volatile.ResetRunId;
                if (!t.Run.Children.TryGetValue(initiated, out var entry) || t.Run.ResolvedInBuffer.Contains(initiated)) return "";
                Record(t, entry, child, close);
                return "";
            });
            // The parent was reset meanwhile: its new run waits under the same event.
            if (moved.Length > 0) await ReportAsync(engine, parent with { RunId = moved }, initiated, child, close);
        }
        catch (RpcStatusException gone) when (gone.Code == GrpcStatusCode.NotFound)
        {
            // The parent was deleted: nobody waits.
        }
    }

    private static void Record(Transition t, ChildEntry entry, RunRef child, HistoryEvent close)
    {
        // A quick child may end before its start was recorded; history wants both.
        if (entry.StartedEventId == 0 && !t.Run.AnsweredInBuffer.Contains(entry.InitiatedEventId))
        {
            t.Record(EventType.ChildWorkflowExecutionStarted, e => e.ChildWorkflowExecutionStartedEventAttributes = ChildStart.Started(entry, child.RunId));
        }
        t.Record(TypeOf(close), e => Fill(e, entry, child, close));
        WorkflowTasks.Schedule(t);
    }

    /// <summary>The run that follows, empty when this was the last.</summary>
    internal static string SuccessorOf(HistoryEvent close) => close.EventType switch
    {
        EventType.WorkflowExecutionCompleted => close.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionFailed => close.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionTimedOut => close.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionContinuedAsNew => close.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => "",
    };

    private static EventType TypeOf(HistoryEvent close) => close.EventType switch
    {
        EventType.WorkflowExecutionCompleted => EventType.ChildWorkflowExecutionCompleted,
        EventType.WorkflowExecutionFailed => EventType.ChildWorkflowExecutionFailed,
        EventType.WorkflowExecutionCanceled => EventType.ChildWorkflowExecutionCanceled,
        EventType.WorkflowExecutionTimedOut => EventType.ChildWorkflowExecutionTimedOut,
        _ => EventType.ChildWorkflowExecutionTerminated,
    };

    private static void Fill(HistoryEvent e, ChildEntry entry, RunRef child, HistoryEvent close)
    {
        var (ns, type, initiated, started) = (child.Key.Namespace, entry.Attributes.WorkflowType, entry.InitiatedEventId, entry.StartedEventId);
        switch (e.EventType)
        {
            case EventType.ChildWorkflowExecutionCompleted:
                e.ChildWorkflowExecutionCompletedEventAttributes = new() { Namespace = ns, WorkflowExecution = child.ToExecution(), WorkflowType = type, InitiatedEventId = initiated, StartedEventId = started, Result = close.WorkflowExecutionCompletedEventAttributes.Result };
                break;
            case EventType.ChildWorkflowExecutionFailed:
                var failed = close.WorkflowExecutionFailedEventAttributes;
                e.ChildWorkflowExecutionFailedEventAttributes = new() { Namespace = ns, WorkflowExecution = child.ToExecution(), WorkflowType = type, InitiatedEventId = initiated, StartedEventId = started, Failure = failed.Failure, RetryState = failed.RetryState };
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                e.ChildWorkflowExecutionCanceledEventAttributes = new() { Namespace = ns, WorkflowExecution = child.ToExecution(), WorkflowType = type, InitiatedEventId = initiated, StartedEventId = started, Details = close.WorkflowExecutionCanceledEventAttributes.Details };
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                e.ChildWorkflowExecutionTimedOutEventAttributes = new() { Namespace = ns, WorkflowExecution = child.ToExecution(), WorkflowType = type, InitiatedEventId = initiated, StartedEventId = started, RetryState = close.WorkflowExecutionTimedOutEventAttributes.RetryState };
                break;
            default:
                e.ChildWorkflowExecutionTerminatedEventAttributes = new() { Namespace = ns, WorkflowExecution = child.ToExecution(), WorkflowType = type, InitiatedEventId = initiated, StartedEventId = started };
                break;
        }
    }
}
