using System.Globalization;
using Temporal.DevServer.State;
using Temporalio.Api.Schedule.V1;

namespace Temporal.DevServer.Schedules;

/// <summary>What a schedule does as time passes: due times become starts, and starts wait for, replace or skip one another.</summary>
internal static class ScheduleProcess
{
    /// <summary>Times taken in one go; more are taken in the next, so that one schedule cannot hold the engine.</summary>
    private const int TimesAtOnce = 500;

    private const int LargestBuffer = 1000;
    private const int RecentActions = 10;

    /// <summary>Takes every time that has come, starts what may start, and sets when to look again.</summary>
    internal static void Advance(Transition t)
    {
        var record = t.Run.Volatile.Schedule;
        var times = new ScheduleTimes(record.Schedule.Spec, t.Run.Self.Key.WorkflowId);
        var next = times.NextAfter(record.ProcessedTicks);
        for (var taken = 0; next is { } time && time.Actual <= t.Now && taken < TimesAtOnce; taken++)
        {
            record.ProcessedTicks = time.Nominal;
            Take(t, record, time);
            next = times.NextAfter(record.ProcessedTicks);
        }
        Drain(t, record);
        record.NextDueTicks = next is { } due && MayAct(record) ? Math.Max(due.Actual, 1) : long.MaxValue;
        t.Touch();
    }

    /// <summary>Wants a start outside the specification: a trigger or a backfill.</summary>
    internal static void Demand(Transition t, long nominal, ScheduleOverlapPolicy overlap) =>
        Buffer(t, t.Run.Volatile.Schedule, new(nominal, t.Now), overlap, manual: true);

    /// <summary>A start got through.</summary>
    internal static void Started(Transition t, ScheduledStart start, string runId)
    {
        var record = t.Run.Volatile.Schedule;
        if (!record.Starting.Remove(start)) return;
        var execution = new WorkflowExecution { WorkflowId = start.WorkflowId, RunId = runId };
        record.Info.ActionCount++;
        if (!start.Manual && record.Schedule.State.LimitedActions && record.Schedule.State.RemainingActions > 0) record.Schedule.State.RemainingActions--;
        record.Info.RunningWorkflows.Add(execution);
        record.Info.RecentActions.Add(new ScheduleActionResult
        {
            ScheduleTime = Ticks.ToTimestamp(start.NominalTicks),
            ActualTime = Ticks.ToTimestamp(t.Now),
            StartWorkflowResult = execution,
            StartWorkflowStatus = WorkflowExecutionStatus.Running,
        });
        while (record.Info.RecentActions.Count > RecentActions) record.Info.RecentActions.RemoveAt(0);
        t.Touch();
    }

    /// <summary>A start was refused, mostly because its workflow id is in use.</summary>
    internal static void Refused(Transition t, ScheduledStart start)
    {
        if (t.Run.Volatile.Schedule.Starting.Remove(start)) Advance(t);
    }

    /// <summary>A workflow this schedule started has ended.</summary>
    internal static void Finished(Transition t, WorkflowExecution execution, string firstRunId, WorkflowExecutionStatus status, HistoryEvent close)
    {
        var record = t.Run.Volatile.Schedule;
        // Its end may be heard of before its start was recorded.
        if (record.Starting.FirstOrDefault(s => s.WorkflowId == execution.WorkflowId) is { } early) Started(t, early, firstRunId);
        var running = record.Info.RunningWorkflows.FirstOrDefault(w => w.WorkflowId == execution.WorkflowId && w.RunId == firstRunId);
        if (running is null) return;
        record.Info.RunningWorkflows.Remove(running);
        foreach (var action in record.Info.RecentActions.Where(a => a.StartWorkflowResult.Equals(running))) action.StartWorkflowStatus = status;
        if (status == WorkflowExecutionStatus.Completed)
        {
            (record.LastResult, record.LastFailure) = (close.WorkflowExecutionCompletedEventAttributes.Result, null);
        }
        else if (status is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.TimedOut)
        {
            record.LastFailure = close.WorkflowExecutionFailedEventAttributes?.Failure;
            if (record.Schedule.Policies.PauseOnFailure)
            {
                record.Schedule.State.Paused = true;
                record.Schedule.State.Notes = $"paused due to workflow {status.ToString().ToLowerInvariant()}: {execution.WorkflowId}";
                record.ConflictVersion++;
            }
        }
        Advance(t);
    }

    private static bool MayAct(ScheduleRecord record) =>
        !record.Schedule.State.Paused && !(record.Schedule.State.LimitedActions && record.Schedule.State.RemainingActions <= record.Starting.Count);

    private static void Take(Transition t, ScheduleRecord record, ScheduleTime time)
    {
        if (!MayAct(record)) return;
        if (t.Now - time.Actual > Ticks.From(record.Schedule.Policies.CatchupWindow))
        {
            record.Info.MissedCatchupWindow++;
            return;
        }
        Buffer(t, record, time, ScheduleOverlapPolicy.Unspecified, manual: false);
    }

    private static void Buffer(Transition t, ScheduleRecord record, ScheduleTime time, ScheduleOverlapPolicy overlap, bool manual)
    {
        if (record.Buffered.Count >= LargestBuffer)
        {
            record.Info.BufferDropped++;
            return;
        }
        var action = record.Schedule.Action.StartWorkflow;
        var nominal = new DateTime(time.Nominal / Ticks.Second * Ticks.Second, DateTimeKind.Utc);
        record.Buffered.Add(new ScheduledStart
        {
            NominalTicks = time.Nominal,
            ActualTicks = time.Actual,
            Overlap = overlap == ScheduleOverlapPolicy.Unspecified ? record.Schedule.Policies.OverlapPolicy : overlap,
            Manual = manual,
            RequestId = $"{t.Run.Self.RunId}-{t.Run.NextStamp()}",
            WorkflowId = record.Schedule.Policies.KeepOriginalWorkflowId ? action.WorkflowId
                : $"{action.WorkflowId}-{nominal.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}",
        });
        t.Touch();
        // Each is decided on before the next is looked at: what one starts, the next overlaps with.
        Drain(t, record);
    }

    private static void Drain(Transition t, ScheduleRecord record)
    {
        var waiting = record.Buffered.ToList();
        record.Buffered.Clear();
        foreach (var start in waiting) Decide(t, record, start);
        record.Info.BufferSize = record.Buffered.Count;
    }

    private static void Decide(Transition t, ScheduleRecord record, ScheduledStart start)
    {
        var busy = record.Info.RunningWorkflows.Count + record.Starting.Count > 0;
        switch (start.Overlap)
        {
            case ScheduleOverlapPolicy.AllowAll:
                record.Starting.Add(start);
                break;
            case ScheduleOverlapPolicy.BufferAll when busy || record.Buffered.Count > 0:
                record.Buffered.Add(start);
                break;
            case ScheduleOverlapPolicy.BufferOne when busy && record.Buffered.Count == 0:
                record.Buffered.Add(start);
                break;
            case ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther when busy:
                // Only the newest waits for the others' end.
                record.Buffered.Clear();
                record.Buffered.Add(start);
                End(record, start.Overlap == ScheduleOverlapPolicy.TerminateOther);
                break;
            case not (ScheduleOverlapPolicy.BufferAll or ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther) when busy:
                record.Info.OverlapSkipped++;
                break;
            default:
                record.Starting.Add(start);
                break;
        }
        t.Touch();
    }

    private static void End(ScheduleRecord record, bool terminate)
    {
        foreach (var running in record.Info.RunningWorkflows.Where(r => !record.Ending.Any(e => e.Execution.Equals(r) && e.Terminate == terminate)).ToList())
        {
            record.Ending.Add(new ScheduledEnding { Execution = running, Terminate = terminate });
        }
    }
}
