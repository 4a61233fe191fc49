using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Engine;

/// <summary>Records signals and cancel requests: once each, and with a workflow task that tells the worker.</summary>
internal static class Signals
{
    /// <summary>False when this signal was recorded before.</summary>
    internal static bool Record(Transition t, WorkflowExecutionSignaledEventAttributes signal, bool endsStartDelay)
    {
        if (signal.RequestId.Length > 0 && t.Run.SignalRequestIds.Contains(signal.RequestId)) return false;
        t.Record(EventType.WorkflowExecutionSignaled, e => e.WorkflowExecutionSignaledEventAttributes = signal);
        if (endsStartDelay) EndStartDelay(t);
        WorkflowTasks.Schedule(t);
        return true;
    }

    /// <summary>False when a cancel was requested before: a second one changes nothing and is no error.</summary>
    internal static bool RequestCancel(
        Transition t, string cause, string identity, WorkflowExecution? from = null, long initiatedEventId = 0)
    {
        if (t.Run.CancelRequested) return false;
        t.Record(EventType.WorkflowExecutionCancelRequested, e => e.WorkflowExecutionCancelRequestedEventAttributes = new()
        {
            Cause = cause,
            Identity = identity,
            ExternalWorkflowExecution = from,
            ExternalInitiatedEventId = initiatedEventId,
        });
        EndStartDelay(t);
        WorkflowTasks.Schedule(t);
        return true;
    }

    /// <summary>A start delay ends early; the wait of a cron or retry run does not.</summary>
    internal static void EndStartDelay(Transition t)
    {
        if (t.Run.Started.Initiator != ContinueAsNewInitiator.Unspecified || t.Run.Started.CronSchedule.Length > 0 || t.Run.Volatile.FirstTaskTicks == 0) return;
        t.Run.Volatile.FirstTaskTicks = 0;
        t.Touch();
    }
}
