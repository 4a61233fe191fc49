using Temporal.DevServer.Machines;
using Temporal.DevServer.State;
using Temporalio.Api.Failure.V1;

namespace Temporal.DevServer.Tasks;

/// <summary>A run's workflow task: none → scheduled → started → completed, failed or timed out.</summary>
/// <remarks>
/// First attempts are events. Later ones are transient: shown to workers with the ids they would have, and written only
/// when completed, so that a crash loop does not fill the history.
/// </remarks>
internal static class WorkflowTasks
{
    internal const int SuggestContinueEvents = 4096;
    internal const long SuggestContinueBytes = 4 * 1024 * 1024;

    /// <summary>Nine tenths of what a run takes in all.</summary>
    internal const int SuggestContinueUpdates = 1800;

    /// <summary>Schedules a workflow task unless one is under way, the run is over, or its first task is held back.</summary>
    internal static void Schedule(Transition t)
    {
        var run = t.Run;
        if (!run.IsOpen || run.WorkflowTask is not null || run.Volatile.FirstTaskTicks > 0 || t.HandlesCommands) return;
        // New events would take the ids a transient task shows; they make it an ordinary first attempt.
        if (t.FlushBuffer()) run.Volatile.WorkflowTaskAttempt = 1;

        var attempt = Math.Max(1, run.Volatile.WorkflowTaskAttempt);
        if (attempt == 1)
        {
            WriteScheduled(t, 1, t.Now, StickyIfPolled(t));
        }
        else
        {
            run.Volatile.WorkflowTask = new() { ScheduledEventId = run.NextEventId, ScheduledTicks = t.Now, Attempt = attempt, Transient = true };
            run.WorkflowTask!.Queue = run.Started.TaskQueue.Name;
            t.Touch();
        }
        var task = run.WorkflowTask!;
        task.Stamp = run.NextStamp();
        task.OriginalScheduledTicks = task.ScheduledTicks;
        task.NotBeforeTicks = t.Now + Backoff(attempt);
        WorkflowTaskMachine.Took(WorkflowTaskMachine.Phase.None, WorkflowTaskMachine.Step.Schedule, run);
    }

    /// <summary>A worker takes the task. The caller checked that it is scheduled and not started.</summary>
    internal static void Start(Transition t, string identity, string requestId)
    {
        var run = t.Run;
        var task = run.WorkflowTask!;
        var before = WorkflowTaskMachine.Of(run);
        if (task.Transient && task.ScheduledEventId != run.NextEventId) task = Harden(t, task);

        (task.Identity, task.RequestId, task.StartedTicks) = (identity, requestId, t.Now);
        task.SuggestContinueAsNew = run.NextEventId - 1 >= SuggestContinueEvents
            || run.Volatile.HistorySize >= SuggestContinueBytes
            || run.Updates.Count >= SuggestContinueUpdates;
        if (task.Transient || task.Speculative)
        {
            task.StartedEventId = task.ScheduledEventId + 1;
            if (task.Transient) t.Touch();
        }
        else
        {
            t.Write(EventType.WorkflowTaskStarted, e => e.WorkflowTaskStartedEventAttributes = StartedAttributes(run, task));
        }
        WorkflowTaskMachine.Took(before, WorkflowTaskMachine.Step.Start, run);
    }

    /// <summary>Writes the completion, and before it what a transient attempt left unwritten.</summary>
    internal static HistoryEvent Complete(Transition t, RespondWorkflowTaskCompletedRequest request)
    {
        var task = t.Run.WorkflowTask!;
        SpeculativeTasks.Materialize(t);
        var before = WorkflowTaskMachine.Of(t.Run);
        if (task.Transient) WriteShown(t, task, new() { Name = t.Run.Started.TaskQueue.Name, Kind = TaskQueueKind.Normal });
        var completed = t.Write(EventType.WorkflowTaskCompleted, e => e.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = task.ScheduledEventId,
            StartedEventId = task.StartedEventId,
            Identity = request.Identity,
            BinaryChecksum = request.BinaryChecksum,
            WorkerVersion = request.WorkerVersionStamp,
            SdkMetadata = request.SdkMetadata,
            MeteringMetadata = request.MeteringMetadata,
        });
        WorkflowTaskMachine.Took(before, WorkflowTaskMachine.Step.Complete, t.Run);
        return completed;
    }

    /// <summary>The worker failed the task, or we do on its behalf; the workflow stays open and is tried again.</summary>
    internal static void Fail(Transition t, WorkflowTaskFailedCause cause, Failure? failure, string identity, bool retry = true)
    {
        SpeculativeTasks.Materialize(t);
        var task = t.Run.WorkflowTask!;
        var before = WorkflowTaskMachine.Of(t.Run);
        if (!task.Transient)
        {
            t.Write(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledEventId,
                StartedEventId = task.StartedEventId,
                Cause = cause,
                Failure = failure,
                Identity = identity,
            });
        }
        Drop(t, task.Attempt + 1);
        WorkflowTaskMachine.Took(before, WorkflowTaskMachine.Step.Fail, t.Run);
        if (retry) Schedule(t);
    }

    /// <summary>Nobody started a sticky task, or nobody finished a started one, in time.</summary>
    internal static void TimeOut(Transition t, TimeoutType type)
    {
        SpeculativeTasks.Materialize(t);
        var task = t.Run.WorkflowTask!;
        var before = WorkflowTaskMachine.Of(t.Run);
        if (!task.Transient)
        {
            t.Write(EventType.WorkflowTaskTimedOut, e => e.WorkflowTaskTimedOutEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledEventId,
                StartedEventId = task.StartedEventId,
                TimeoutType = type,
            });
        }
        // A sticky task nobody fetched says nothing about the worker's code: it is not a second attempt.
        Drop(t, type == TimeoutType.ScheduleToStart ? 1 : task.Attempt + 1);
        WorkflowTaskMachine.Took(before, WorkflowTaskMachine.Step.TimeOut, t.Run);
        Schedule(t);
    }

    /// <summary>The two events a worker sees at the end of its history though they are not written yet.</summary>
    internal static IEnumerable<HistoryEvent> TransientEvents(RunState run)
    {
        if (run.WorkflowTask is not { StartedEventId: > 0 } task || !(task.Transient || task.Speculative)) yield break;
        yield return new()
        {
            EventId = task.ScheduledEventId,
            EventTime = Ticks.ToTimestamp(task.ScheduledTicks),
            EventType = EventType.WorkflowTaskScheduled,
            WorkflowTaskScheduledEventAttributes = ScheduledAttributes(run, task.Attempt, run.Started.TaskQueue),
        };
        yield return new()
        {
            EventId = task.StartedEventId,
            EventTime = Ticks.ToTimestamp(task.StartedTicks),
            EventType = EventType.WorkflowTaskStarted,
            WorkflowTaskStartedEventAttributes = StartedAttributes(run, task),
        };
    }

    private static void Drop(Transition t, int nextAttempt)
    {
        t.Run.Volatile.WorkflowTask = null;
        t.Run.Volatile.Sticky = null;
        t.Run.Volatile.WorkflowTaskAttempt = nextAttempt;
        t.Touch();
    }

    private static WorkflowTaskState Harden(Transition t, WorkflowTaskState transient)
    {
        WriteScheduled(t, 1, t.Now, sticky: null);
        var task = t.Run.WorkflowTask!;
        task.Stamp = transient.Stamp;
        task.OriginalScheduledTicks = transient.OriginalScheduledTicks;
        return task;
    }

    private static void WriteScheduled(Transition t, int attempt, long ticks, StickyState? sticky)
    {
        var run = t.Run;
        var queue = sticky is null
            ? new TaskQueue { Name = run.Started.TaskQueue.Name, Kind = TaskQueueKind.Normal }
            : new TaskQueue { Name = sticky.Queue, Kind = TaskQueueKind.Sticky, NormalName = run.Started.TaskQueue.Name };
        t.Write(EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = ScheduledAttributes(run, attempt, queue), ticks);
        var task = run.WorkflowTask!;
        task.Queue = queue.Name;
        task.Sticky = sticky is not null;
        task.ScheduleToStartTicks = sticky?.ScheduleToStartTicks ?? 0;
    }

    /// <summary>Writes the events a worker was shown; the start only if somebody took the task.</summary>
    internal static void WriteShown(Transition t, WorkflowTaskState task, TaskQueue queue)
    {
        var run = t.Run;
        t.Write(EventType.WorkflowTaskScheduled,
            e => e.WorkflowTaskScheduledEventAttributes = ScheduledAttributes(run, task.Attempt, queue), task.ScheduledTicks);
        if (task.StartedEventId == 0) return;
        t.Write(EventType.WorkflowTaskStarted, e => e.WorkflowTaskStartedEventAttributes = StartedAttributes(run, task), task.StartedTicks);
    }

    private static WorkflowTaskScheduledEventAttributes ScheduledAttributes(RunState run, int attempt, TaskQueue queue) => new()
    {
        TaskQueue = queue,
        StartToCloseTimeout = Ticks.ToDuration(RunDeadlines.TaskTimeout(run)),
        Attempt = attempt,
    };

    private static WorkflowTaskStartedEventAttributes StartedAttributes(RunState run, WorkflowTaskState task)
    {
        var started = new WorkflowTaskStartedEventAttributes
        {
            ScheduledEventId = task.ScheduledEventId,
            Identity = task.Identity,
            RequestId = task.RequestId,
            SuggestContinueAsNew = task.SuggestContinueAsNew,
            HistorySizeBytes = run.Volatile.HistorySize,
        };
        if (!task.SuggestContinueAsNew) return started;
        var reasons = started.SuggestContinueAsNewReasons;
        if (run.Volatile.HistorySize >= SuggestContinueBytes) reasons.Add(SuggestContinueAsNewReason.HistorySizeTooLarge);
        if (task.ScheduledEventId >= SuggestContinueEvents) reasons.Add(SuggestContinueAsNewReason.TooManyHistoryEvents);
        if (run.Updates.Count >= SuggestContinueUpdates) reasons.Add(SuggestContinueAsNewReason.TooManyUpdates);
        return started;
    }

    internal static StickyState? StickyIfPolled(Transition t) =>
        t.Run.Volatile.Sticky is { } sticky && t.Scope.IsPolled(t.Run.Self.Key.Namespace, sticky.Queue) ? sticky : null;

    /// <summary>None for two attempts, then one second doubling up to ten.</summary>
    private static long Backoff(int attempt) =>
        attempt < 3 ? 0 : Math.Min(10 * Ticks.Second, Ticks.Second << Math.Min(attempt - 3, 4));
}
