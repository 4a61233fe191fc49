using Google.Protobuf.Collections;
using Temporalio.Api.Sdk.V1;

namespace Temporal.DevServer.State;

/// <summary>All the engine knows of one run: what <see cref="EventApplier"/> made of its history, and the volatile rest.</summary>
internal sealed class RunState(RunRef self)
{
    internal RunRef Self { get; } = self;

    /// <summary>Committed transitions; the store refuses a write that expects another number.</summary>
    internal long Version { get; set; }

    internal long NextEventId { get; set; } = 1;

    internal WorkflowExecutionStatus Status { get; set; } = WorkflowExecutionStatus.Running;

    internal bool IsOpen => Status == WorkflowExecutionStatus.Running;

    internal WorkflowExecutionStartedEventAttributes Started { get; set; } = new();

    internal UserMetadata? UserMetadata { get; set; }

    internal long StartTicks { get; set; }

    internal long CloseTicks { get; set; }

    internal HistoryEvent? CloseEvent { get; set; }

    /// <summary>Started id of the last completed workflow task; zero before the first.</summary>
    internal long PreviousStartedEventId { get; set; }

    /// <summary>When each completed workflow task ended, by event id; what a reset may go back to.</summary>
    internal long LastCompletedTaskEventId { get; set; }

    internal MapField<string, Payload> Memo { get; } = [];

    internal MapField<string, Payload> SearchAttributes { get; } = [];

    /// <summary>Whether memo, search attributes or status changed since the last commit.</summary>
    internal bool VisibilityChanged { get; set; }

    internal Dictionary<string, TimerEntry> Timers { get; } = [];

    internal Dictionary<long, ActivityEntry> Activities { get; } = [];

    internal Dictionary<string, long> ActivityIds { get; } = [];

    internal HashSet<string> SignalRequestIds { get; } = [];

    internal int SignalCount { get; set; }

    internal bool CancelRequested { get; set; }

    /// <summary>Children without an end, by initiated event; also of a closed run, whose children must still be dealt with.</summary>
    internal SortedDictionary<long, ChildEntry> Children { get; } = [];

    internal Dictionary<long, SignalExternalWorkflowExecutionInitiatedEventAttributes> ExternalSignals { get; } = [];

    internal Dictionary<long, RequestCancelExternalWorkflowExecutionInitiatedEventAttributes> ExternalCancels { get; } = [];

    internal Dictionary<string, UpdateEntry> Updates { get; } = [];

    /// <summary>Updates in history without an outcome.</summary>
    internal int InFlightUpdates { get; set; }

    internal RunVolatile Volatile { get; private set; } = new() { WorkflowTaskAttempt = 1 };

    /// <summary>Initiated events whose first answer (child started, signal delivered …) waits in the buffer.</summary>
    internal HashSet<long> AnsweredInBuffer { get; } = [];

    /// <summary>Activities and children whose result waits in the buffer: over, though history does not say so yet.</summary>
    internal HashSet<long> ResolvedInBuffer { get; } = [];

    /// <summary>Timers whose firing waits in the buffer.</summary>
    internal HashSet<string> FiredInBuffer { get; } = [];

    internal HistoryTail Tail { get; } = new();

    internal WorkflowTaskState? WorkflowTask => Volatile.WorkflowTask;

    internal bool TaskIsStarted => Volatile.WorkflowTask is { StartedEventId: > 0 };

    internal long RunDeadline { get; set; }

    internal long NextStamp() => ++Volatile.LastStamp;

    /// <summary>The activity if it still runs, as seen from outside.</summary>
    internal ActivityEntry? FindActivity(long scheduledEventId) =>
        !ResolvedInBuffer.Contains(scheduledEventId) && Activities.TryGetValue(scheduledEventId, out var entry) ? entry : null;

    /// <summary>Replaces the volatile part with what the store held; history must have been applied before.</summary>
    internal void Restore(RunVolatile stored)
    {
        Volatile = stored;
        if (stored.RunDeadlineTicks > 0) RunDeadline = stored.RunDeadlineTicks;
        foreach (var (id, attempt) in stored.Activities)
        {
            if (Activities.TryGetValue(id, out var entry)) entry.Restore(attempt);
        }
        foreach (var buffered in stored.Buffered) NoteBuffered(buffered);
    }

    /// <summary>Forgets what was buffered: the run closed, and history takes nothing more.</summary>
    internal void DropBuffer()
    {
        Volatile.Buffered.Clear();
        ResolvedInBuffer.Clear();
        AnsweredInBuffer.Clear();
        FiredInBuffer.Clear();
    }

    internal void NoteBuffered(HistoryEvent buffered)
    {
        switch (buffered.EventType)
        {
            case EventType.ActivityTaskCompleted:
                ResolvedInBuffer.Add(buffered.ActivityTaskCompletedEventAttributes.ScheduledEventId);
                break;
            case EventType.ActivityTaskFailed:
                ResolvedInBuffer.Add(buffered.ActivityTaskFailedEventAttributes.ScheduledEventId);
                break;
            case EventType.ActivityTaskTimedOut:
                ResolvedInBuffer.Add(buffered.ActivityTaskTimedOutEventAttributes.ScheduledEventId);
                break;
            case EventType.ActivityTaskCanceled:
                ResolvedInBuffer.Add(buffered.ActivityTaskCanceledEventAttributes.ScheduledEventId);
                break;
            case EventType.TimerFired:
                FiredInBuffer.Add(buffered.TimerFiredEventAttributes.TimerId);
                break;
            case EventType.WorkflowExecutionSignaled:
                // A retried signal must be known as one even while the first copy is buffered.
                if (buffered.WorkflowExecutionSignaledEventAttributes.RequestId is { Length: > 0 } id) SignalRequestIds.Add(id);
                break;
            case EventType.WorkflowExecutionCancelRequested:
                CancelRequested = true;
                break;
            case EventType.ChildWorkflowExecutionStarted:
                AnsweredInBuffer.Add(buffered.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId);
                break;
            default:
                if (OthersApplier.ChildEndOf(buffered) is > 0 and var child) ResolvedInBuffer.Add(child);
                else if (OthersApplier.EndOf(buffered) is > 0 and var initiated) AnsweredInBuffer.Add(initiated);
                break;
        }
    }
}
