using Temporal.DevServer.Calendars;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Engine;

/// <summary>Starts runs, under the policies for ids in use and ids used before.</summary>
internal static class WorkflowStarts
{
    /// <exception cref="RpcStatusException">ALREADY_EXISTS: the policies forbid another run.</exception>
    internal static ValueTask<StartOutcome> StartAsync(WorkflowEngine engine, StartArguments start) =>
        engine.WithSlotAsync(start.Key, slot => StartAsync(engine, slot, start));

    /// <summary>As the other, for a caller that is in the workflow's gate already.</summary>
    internal static async ValueTask<StartOutcome> StartAsync(WorkflowEngine engine, WorkflowSlot slot, StartArguments start)
    {
        if (!slot.CurrentKnown)
        {
            try
            {
                // Most ids are new: try without asking first, and learn the current run from the refusal.
                return await BeginAsync(engine, slot, start, []);
            }
            catch (CurrentRunExistsException taken)
            {
                slot.Invalidate();
                (slot.CurrentRunId, slot.CurrentKnown) = (taken.RunId, true);
            }
        }
        var current = await engine.FindAsync(slot, "");
        return current is null ? await BeginAsync(engine, slot, start, []) : await MeetAsync(engine, slot, start, current);
    }

    private static ValueTask<StartOutcome> MeetAsync(WorkflowEngine engine, WorkflowSlot slot, StartArguments start, RunState current)
    {
        var known = current.Volatile;
        if (known.StartRequestId == start.RequestId) return ValueTask.FromResult(Existing(current, started: true));
        if (known.AttachedRequestIds.Contains(start.RequestId)) return ValueTask.FromResult(Existing(current, started: false));
        return current.IsOpen ? MeetOpenAsync(engine, slot, start, current) : MeetClosedAsync(engine, slot, start, current);
    }

    private static async ValueTask<StartOutcome> MeetOpenAsync(WorkflowEngine engine, WorkflowSlot slot, StartArguments start, RunState current)
    {
#pragma warning disable CS0612 // Still sent by older clients.
        var terminates = start.ConflictPolicy == WorkflowIdConflictPolicy.TerminateExisting
            || start.ReusePolicy == WorkflowIdReusePolicy.TerminateIfRunning;
#pragma warning restore CS0612
        if (terminates)
        {
            var end = new Transition(current, engine.Clock.Now, engine);
            RunEnd.Terminate(end, "TerminateIfRunning WorkflowIdReusePolicy Policy", null, "history-service");
            return await BeginAsync(engine, slot, start, [end]);
        }
        if (start.Signal is { } signal)
        {
            await engine.TransactAsync(slot, current, (t, _) => Signals.Record(t, signal, endsStartDelay: true));
            return Existing(current, started: false);
        }
        if (start.ConflictPolicy != WorkflowIdConflictPolicy.UseExisting) throw Failures.AlreadyStarted(current);
        if (start.AttachRequestId)
        {
            await engine.TransactAsync(slot, current, (t, _) =>
            {
                t.Run.Volatile.AttachedRequestIds.Add(start.RequestId);
                t.Touch();
                return true;
            });
        }
        return Existing(current, started: false);
    }

    private static ValueTask<StartOutcome> MeetClosedAsync(WorkflowEngine engine, WorkflowSlot slot, StartArguments start, RunState current)
    {
        var refused = start.ReusePolicy switch
        {
            WorkflowIdReusePolicy.RejectDuplicate => true,
            WorkflowIdReusePolicy.AllowDuplicateFailedOnly => current.Status is not (WorkflowExecutionStatus.Failed
                or WorkflowExecutionStatus.Canceled or WorkflowExecutionStatus.Terminated or WorkflowExecutionStatus.TimedOut),
            _ => false,
        };
        return refused ? throw Failures.AlreadyStarted(current) : BeginAsync(engine, slot, start, []);
    }

    private static async ValueTask<StartOutcome> BeginAsync(WorkflowEngine engine, WorkflowSlot slot, StartArguments start, IReadOnlyList<Transition> before)
    {
        var run = new RunState(new(start.Key, Guid.CreateVersion7().ToString()));
        var t = new Transition(run, engine.Clock.Now, engine);
        var attributes = Complete(start, run, t.Now);
        run.Volatile.ScheduledBy = start.ScheduledBy;
        RunStart.Begin(t, attributes, start.UserMetadata, start.RequestId);
        if (start.Signal is { } signal) Signals.Record(t, signal, endsStartDelay: false);
        WorkflowTasks.Schedule(t);
        if (attributes.EagerExecutionAccepted) WorkflowTasks.Start(t, attributes.Identity, Guid.NewGuid().ToString());
        await engine.CommitAsync(slot, [.. before, t], run.Self.RunId);
        var eager = attributes.EagerExecutionAccepted
            ? await WorkflowTaskResponses.ForTaskAsync(engine, run, slot.LiveOf(run.Self.RunId)) : null;
        return new(run.Self.RunId, run.Started.FirstExecutionRunId, true, run.Status, eager);
    }

    private static WorkflowExecutionStartedEventAttributes Complete(StartArguments start, RunState run, long now)
    {
        var attributes = start.Started.Clone();
        attributes.OriginalExecutionRunId = run.Self.RunId;
        attributes.FirstExecutionRunId = run.Self.RunId;
        attributes.Attempt = 1;
        if (attributes.CronSchedule.Length > 0)
        {
            attributes.FirstWorkflowTaskBackoff = Ticks.ToDuration(CronRule.Parse(attributes.CronSchedule).WaitAfter(now, now) ?? 0);
        }
        attributes.EagerExecutionAccepted = start.RequestEager && Ticks.From(attributes.FirstWorkflowTaskBackoff) == 0;
        if (Ticks.From(attributes.WorkflowExecutionTimeout) is var whole and > 0)
        {
            attributes.WorkflowExecutionExpirationTime = Ticks.ToTimestamp(now + Ticks.From(attributes.FirstWorkflowTaskBackoff) + whole);
        }
        return attributes;
    }

    private static StartOutcome Existing(RunState run, bool started) =>
        new(run.Self.RunId, run.Started.FirstExecutionRunId, started, run.Status);
}
