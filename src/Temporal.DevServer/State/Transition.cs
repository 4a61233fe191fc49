using Temporal.DevServer.Machines;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.State;

/// <summary>One change of one run: the events it writes, applied as they are written, committed together or not at all.</summary>
internal sealed class Transition(RunState run, long now, ITransitionScope scope)
{
    private readonly List<HistoryEvent> _written = [];

    internal RunState Run { get; } = run;

    /// <summary>Time of every event of this transition, in ticks of the server's (possibly skipped) clock.</summary>
    internal long Now { get; } = now;

    internal IReadOnlyList<HistoryEvent> Written => _written;

    /// <summary>Whether there is anything to commit.</summary>
    internal bool HasChanges { get; private set; }

    /// <summary>The run that takes over in the same commit: continue-as-new or a retry of the run.</summary>
    internal Transition? Successor { get; private set; }

    /// <summary>While a completion's commands are handled, everything else waits: command events come in one block.</summary>
    internal bool HandlesCommands { get; set; }

    internal ITransitionScope Scope { get; } = scope;

    /// <summary>Marks a change of volatile state without an event.</summary>
    internal void Touch() => HasChanges = true;

    /// <summary>Writes an event now.</summary>
    internal HistoryEvent Write(EventType type, Action<HistoryEvent> fill, long ticks = 0)
    {
        var written = New(type, fill, ticks);
        Append(written);
        return written;
    }

    /// <summary>Takes over an event of another run as it is, with its time.</summary>
    internal void Copy(HistoryEvent written) => Append(written);

    /// <summary>Records something from outside: written now, or buffered while a worker holds the workflow task.</summary>
    internal void Record(EventType type, Action<HistoryEvent> fill)
    {
        SpeculativeTasks.Materialize(this);
        var happened = New(type, fill, 0);
        if (!Run.TaskIsStarted && !HandlesCommands)
        {
            Append(happened);
            return;
        }
        Run.Volatile.Buffered.Add(happened);
        Run.NoteBuffered(happened);
        HasChanges = true;
    }

    /// <summary>Writes what was buffered; true when there was something.</summary>
    internal bool FlushBuffer()
    {
        if (Run.Volatile.Buffered.Count == 0) return false;
        var buffered = Run.Volatile.Buffered.ToList();
        Run.Volatile.Buffered.Clear();
        var startedIds = new Dictionary<long, long>();
        foreach (var happened in buffered)
        {
            LinkToStart(happened, startedIds);
            var timer = happened.TimerFiredEventAttributes is { } told ? TimerMachine.Of(Run, told.TimerId) : default;
            Append(happened);
            if (happened.TimerFiredEventAttributes is { } fired) TimerMachine.Took(timer, TimerMachine.Step.Tell, Run, fired.TimerId);
            if (happened.ActivityTaskStartedEventAttributes is { } start) startedIds[start.ScheduledEventId] = happened.EventId;
            if (happened.ChildWorkflowExecutionStartedEventAttributes is { } child) startedIds[child.InitiatedEventId] = happened.EventId;
        }
        return true;
    }

    /// <summary>Takes a timer's firing back out of the buffer: the workflow cancelled it before it heard of it.</summary>
    internal void DropBufferedFiring(string timerId)
    {
        var fired = Run.Volatile.Buffered.FirstOrDefault(b => b.TimerFiredEventAttributes?.TimerId == timerId);
        if (fired is not null) Run.Volatile.Buffered.Remove(fired);
        Run.FiredInBuffer.Remove(timerId);
    }

    internal Transition Continue(string newRunId)
    {
        Successor = new(new RunState(Run.Self with { RunId = newRunId }), Now, Scope);
        return Successor;
    }

    private HistoryEvent New(EventType type, Action<HistoryEvent> fill, long ticks)
    {
        var created = new HistoryEvent { EventType = type, EventTime = Ticks.ToTimestamp(ticks == 0 ? Now : ticks) };
        fill(created);
        return created;
    }

    private void Append(HistoryEvent written)
    {
        written.EventId = Run.NextEventId;
        written.TaskId = Scope.NextTaskId();
        RunMachines.Apply(Run, written);
        Run.Volatile.HistorySize += written.CalculateSize();
        _written.Add(written);
        HasChanges = true;
    }

    /// <summary>A buffered result was recorded before its start had an id.</summary>
    private static void LinkToStart(HistoryEvent happened, Dictionary<long, long> startedIds)
    {
        switch (happened.EventType)
        {
            case EventType.ActivityTaskCompleted:
                var completed = happened.ActivityTaskCompletedEventAttributes;
                completed.StartedEventId = startedIds.GetValueOrDefault(completed.ScheduledEventId, completed.StartedEventId);
                break;
            case EventType.ActivityTaskFailed:
                var failed = happened.ActivityTaskFailedEventAttributes;
                failed.StartedEventId = startedIds.GetValueOrDefault(failed.ScheduledEventId, failed.StartedEventId);
                break;
            case EventType.ActivityTaskTimedOut:
                var late = happened.ActivityTaskTimedOutEventAttributes;
                late.StartedEventId = startedIds.GetValueOrDefault(late.ScheduledEventId, late.StartedEventId);
                break;
            case EventType.ActivityTaskCanceled:
                var canceled = happened.ActivityTaskCanceledEventAttributes;
                canceled.StartedEventId = startedIds.GetValueOrDefault(canceled.ScheduledEventId, canceled.StartedEventId);
                break;
            default:
                if (startedIds.TryGetValue(OthersApplier.ChildEndOf(happened), out var started)) ChildEvents.SetStarted(happened, started);
                break;
        }
    }
}
