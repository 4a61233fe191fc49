using Temporal.DevServer.Hosting;
using Temporal.DevServer.Machines;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;
using Temporalio.Api.Failure.V1;

namespace Temporal.DevServer.Engine;

/// <summary>Resets a workflow: a new run with the history up to a workflow task, and what came from outside after it applied again.</summary>
internal static class WorkflowReset
{
    /// <summary>The new run's id; asking again under the same request id gives the same run.</summary>
    /// <exception cref="RpcStatusException">INVALID_ARGUMENT: the event is not the end of a workflow task.</exception>
    internal static async ValueTask<string> ResetAsync(WorkflowEngine engine, WorkflowSlot slot, ResetWorkflowExecutionRequest request)
    {
        var origin = await engine.RequireAsync(slot, request.WorkflowExecution.RunId);
        var current = await engine.RequireAsync(slot, "");
        if (request.RequestId.Length > 0 && current.Volatile.StartRequestId == request.RequestId) return current.Self.RunId;

        var history = (await engine.EventsAsync(origin, 1, origin.NextEventId)).ToList();
        var finish = request.WorkflowTaskFinishEventId;
        if (finish <= 1 || finish > origin.NextEventId) throw Failures.InvalidArgument("Workflow task finish ID must be > 1 && <= workflow last event ID.");
        if (history[(int)finish - 2].EventType is not (EventType.WorkflowTaskStarted or EventType.WorkflowTaskScheduled))
        {
            throw Failures.InvalidArgument($"Event {finish} does not end a workflow task.");
        }
        var (later, last) = await LaterAsync(engine, slot, origin, history[^1]);
        var lost = new Lost([.. history.Skip((int)finish - 1), .. later], last);
        try
        {
            return await ReplaceAsync(engine, slot, request, origin, current, history, lost);
        }
        catch (Exception)
        {
            // Runs were changed in memory before the commit; the store has the truth.
            slot.Invalidate();
            throw;
        }
    }

    /// <summary>What came to the runs that this one continued as, and the last of them. Those after a failure or of a cron schedule began anew, and keep what was theirs.</summary>
    private static async ValueTask<(IReadOnlyList<HistoryEvent> Events, RunState Last)> LaterAsync(
        WorkflowEngine engine, WorkflowSlot slot, RunState run, HistoryEvent end)
    {
        var later = new List<HistoryEvent>();
        while (end.WorkflowExecutionContinuedAsNewEventAttributes is { Initiator: ContinueAsNewInitiator.Workflow } continued
            && await engine.FindAsync(slot, continued.NewExecutionRunId) is { } next)
        {
            later.AddRange(await engine.EventsAsync(next, 1, next.NextEventId));
            (run, end) = (next, later[^1]);
        }
        return (later, run);
    }

    private static async ValueTask<string> ReplaceAsync(
        WorkflowEngine engine,
        WorkflowSlot slot,
        ResetWorkflowExecutionRequest request,
        RunState origin,
        RunState current,
        List<HistoryEvent> history,
        Lost lost)
    {
        var now = engine.Clock.Now;
        var newRunId = Guid.CreateVersion7().ToString();
        var end = new Transition(current, now, engine);
        if (current.IsOpen)
        {
            current.Volatile.ResetRunId = newRunId;
            RunEnd.Terminate(end, request.Reason, null, request.Identity.Length > 0 ? request.Identity : "history-service");
        }
        var left = ReferenceEquals(origin, current) ? end : new Transition(origin, now, engine);
        // Children and late reports of theirs find the new run through the old one.
        origin.Volatile.ResetRunId = newRunId;
        left.Touch();

        var t = new Transition(new RunState(new(slot.Key, newRunId)), now, engine);
        Copy(t, history.Take((int)request.WorkflowTaskFinishEventId - 1), request);
        FailTask(t, origin.Self.RunId, request);
        // What was buffered until now is written only because the run ends.
        Reapply(t, ReferenceEquals(lost.Last, current) ? [.. lost.Events, .. end.Written] : lost.Events, request);
        WorkflowTasks.Schedule(t);
        IReadOnlyList<Transition> all = [.. new[] { end, left }.Distinct().Where(x => x.HasChanges), t];
        await engine.CommitAsync(slot, all, newRunId);
        return newRunId;
    }

    private static void Copy(Transition t, IEnumerable<HistoryEvent> history, ResetWorkflowExecutionRequest request)
    {
        foreach (var written in history) t.Copy(written.Clone());
        var state = t.Run.Volatile;
        state.StartRequestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString();
        state.FirstTaskTicks = 0;
        if (Ticks.From(t.Run.Started.WorkflowRunTimeout) is var timeout and > 0)
        {
            state.RunDeadlineTicks = t.Now + timeout;
            t.Run.RunDeadline = state.RunDeadlineTicks;
        }
        foreach (var (id, attempt) in state.Activities)
        {
            (attempt.ScheduledTicks, attempt.BaseTicks, attempt.Stamp) = (t.Now, t.Now, t.Run.NextStamp());
            t.Run.Activities[id].Restore(attempt);
        }
    }

    private static void FailTask(Transition t, string originRunId, ResetWorkflowExecutionRequest request)
    {
        var task = t.Run.WorkflowTask ?? throw Failures.InvalidArgument("There is no workflow task to go back to.");
        var before = WorkflowTaskMachine.Of(t.Run);
        t.Write(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new()
        {
            ScheduledEventId = task.ScheduledEventId,
            StartedEventId = task.StartedEventId,
            Cause = WorkflowTaskFailedCause.ResetWorkflow,
            Failure = new Failure { Message = request.Reason, Source = "Server", ResetWorkflowFailureInfo = new() },
            Identity = request.Identity.Length > 0 ? request.Identity : "history-service",
            BaseRunId = originRunId,
            NewRunId = t.Run.Self.RunId,
        });
        WorkflowTaskMachine.Took(before, WorkflowTaskMachine.Step.Reset, t.Run);
    }

    private static void Reapply(Transition t, IEnumerable<HistoryEvent> history, ResetWorkflowExecutionRequest request)
    {
        var type = request.ResetReapplyType;
        bool Applies(ResetReapplyExcludeType kind) => type != ResetReapplyType.None && !request.ResetReapplyExcludeTypes.Contains(kind)
            && (type != ResetReapplyType.Signal || kind == ResetReapplyExcludeType.Signal);

        foreach (var past in history)
        {
            switch (past.EventType)
            {
                case EventType.WorkflowExecutionSignaled when Applies(ResetReapplyExcludeType.Signal):
                    t.Write(past.EventType, e => e.WorkflowExecutionSignaledEventAttributes = past.WorkflowExecutionSignaledEventAttributes.Clone());
                    break;
                case EventType.WorkflowExecutionCancelRequested when Applies(ResetReapplyExcludeType.CancelRequest) && !t.Run.CancelRequested:
                    t.Write(past.EventType, e => e.WorkflowExecutionCancelRequestedEventAttributes = past.WorkflowExecutionCancelRequestedEventAttributes.Clone());
                    break;
                case EventType.WorkflowExecutionUpdateAdmitted when Applies(ResetReapplyExcludeType.Update):
                    Admit(t, past.WorkflowExecutionUpdateAdmittedEventAttributes.Request);
                    break;
                case EventType.WorkflowExecutionUpdateAccepted when Applies(ResetReapplyExcludeType.Update):
                    Admit(t, past.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest);
                    break;
            }
        }
    }

    private static void Admit(Transition t, Temporalio.Api.Update.V1.Request? request)
    {
        if (request is null || t.Run.Updates.ContainsKey(request.Meta.UpdateId)) return;
        t.Write(EventType.WorkflowExecutionUpdateAdmitted, e => e.WorkflowExecutionUpdateAdmittedEventAttributes = new()
        {
            Request = request,
            Origin = UpdateAdmittedEventOrigin.Reapply,
        });
    }

    /// <summary>What the new run is to be told again.</summary>
    /// <param name="Events">Everything after the point it goes back to.</param>
    /// <param name="Last">The run the last of it is from.</param>
    private sealed record Lost(IReadOnlyList<HistoryEvent> Events, RunState Last);
}
