using Temporal.DevServer.Activities;
using Temporal.DevServer.Tasks;
using Temporalio.Api.Failure.V1;

namespace Temporal.DevServer.State;

/// <summary>Ends of a run that come from outside its code: at once, whatever a worker is doing.</summary>
internal static class RunEnd
{
    internal static void Terminate(Transition t, string reason, Payloads? details, string identity)
    {
        Interrupt(t);
        t.Write(EventType.WorkflowExecutionTerminated, e => e.WorkflowExecutionTerminatedEventAttributes = new()
        {
            Reason = reason,
            Details = details,
            Identity = identity,
        });
    }

    /// <summary>The run, or all runs together, took too long; the retry policy may start another.</summary>
    internal static void TimeOut(Transition t)
    {
        var run = t.Run;
        var expires = run.Started.WorkflowExecutionExpirationTime is { } time ? Ticks.From(time) : 0;
        var failure = new Failure { Message = "workflow timeout", Source = "Server", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } };
        var decision = RetryDecision.After(run.Started.RetryPolicy, Math.Max(1, run.Started.Attempt), failure, t.Now, expires);
        var state = expires > 0 && t.Now >= expires ? RetryState.Timeout : decision.State;
        var retries = state == RetryState.InProgress;
        var cron = retries ? null : RunStart.CronWait(t);
        var successor = retries || cron is not null ? Guid.CreateVersion7().ToString() : "";
        Interrupt(t);
        t.Write(EventType.WorkflowExecutionTimedOut, e => e.WorkflowExecutionTimedOutEventAttributes = new()
        {
            RetryState = state,
            NewExecutionRunId = successor,
        });
        if (retries) RunStart.Retry(t, successor, failure, decision.Delay);
        else if (cron is { } wait) RunStart.Cron(t, successor, wait, null, failure);
    }

    /// <summary>A started workflow task is failed first, so that what was buffered behind it is not lost from history.</summary>
    private static void Interrupt(Transition t)
    {
        if (t.Run.TaskIsStarted) WorkflowTasks.Fail(t, WorkflowTaskFailedCause.ForceCloseCommand, null, "history-service", retry: false);
        t.FlushBuffer();
    }
}
