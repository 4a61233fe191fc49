using Temporal.DevServer.Calendars;
using Temporal.DevServer.Tasks;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.DevServer.State;

/// <summary>The first events of a run, whoever starts it: a client, the run before it, or a retry.</summary>
internal static class RunStart
{
    /// <summary>Writes the start; the first workflow task follows unless it is held back.</summary>
    internal static void Begin(Transition t, WorkflowExecutionStartedEventAttributes attributes, UserMetadata? metadata, string requestId)
    {
        t.Run.Volatile.StartRequestId = requestId;
        t.Write(EventType.WorkflowExecutionStarted, e =>
        {
            e.UserMetadata = metadata;
            e.WorkflowExecutionStartedEventAttributes = attributes;
        });
    }

    /// <summary>Starts the run a continue-as-new asks for.</summary>
    internal static void ContinueAs(Transition old, WorkflowExecutionContinuedAsNewEventAttributes asked, RetryPolicy? retry)
    {
        var attributes = Following(old, asked.NewExecutionRunId);
        attributes.WorkflowType = asked.WorkflowType;
        attributes.TaskQueue = asked.TaskQueue;
        attributes.Input = asked.Input;
        attributes.WorkflowRunTimeout = asked.WorkflowRunTimeout;
        attributes.WorkflowTaskTimeout = asked.WorkflowTaskTimeout;
        attributes.Initiator = asked.Initiator;
        attributes.ContinuedFailure = asked.Failure;
        attributes.LastCompletionResult = asked.LastCompletionResult;
        attributes.Header = asked.Header ?? old.Run.Started.Header;
        attributes.Memo = asked.Memo;
        attributes.SearchAttributes = asked.SearchAttributes;
        attributes.RetryPolicy = retry;
        attributes.Attempt = 1;
        attributes.FirstWorkflowTaskBackoff = asked.BackoffStartInterval;
        BeginFollowing(old, asked.NewExecutionRunId, attributes);
    }

    /// <summary>Starts the next try of a run that failed or timed out, after a wait.</summary>
    internal static void Retry(Transition old, string newRunId, Failure failure, long delay)
    {
        var attributes = Following(old, newRunId);
        attributes.Initiator = ContinueAsNewInitiator.Retry;
        attributes.ContinuedFailure = failure;
        attributes.Attempt = Math.Max(1, old.Run.Started.Attempt) + 1;
        attributes.FirstWorkflowTaskBackoff = Ticks.ToDuration(delay);
        attributes.Memo = new() { Fields = { old.Run.Memo } };
        attributes.SearchAttributes = new() { IndexedFields = { old.Run.SearchAttributes } };
        BeginFollowing(old, newRunId, attributes);
    }

    /// <summary>How long until a cron workflow runs again; null when it has no cron schedule, or no time is left for another run.</summary>
    internal static long? CronWait(Transition old)
    {
        var started = old.Run.Started;
        if (started.CronSchedule.Length == 0) return null;
        var began = old.Run.StartTicks + Ticks.From(started.FirstWorkflowTaskBackoff);
        var wait = CronRule.Parse(started.CronSchedule).WaitAfter(began, old.Now);
        var expires = started.WorkflowExecutionExpirationTime is { } time ? Ticks.From(time) : long.MaxValue;
        return wait is { } ticks && old.Now + ticks < expires ? ticks : null;
    }

    /// <summary>Starts the next run of a cron workflow; what the last success returned is passed on.</summary>
    internal static void Cron(Transition old, string newRunId, long wait, Payloads? result, Failure? failure)
    {
        var attributes = Following(old, newRunId);
        attributes.Initiator = ContinueAsNewInitiator.CronSchedule;
        attributes.ContinuedFailure = failure;
        attributes.LastCompletionResult = result ?? old.Run.Started.LastCompletionResult;
        attributes.Attempt = 1;
        attributes.FirstWorkflowTaskBackoff = Ticks.ToDuration(wait);
        attributes.Memo = new() { Fields = { old.Run.Memo } };
        attributes.SearchAttributes = new() { IndexedFields = { old.Run.SearchAttributes } };
        BeginFollowing(old, newRunId, attributes);
    }

    private static WorkflowExecutionStartedEventAttributes Following(Transition old, string newRunId)
    {
        var attributes = old.Run.Started.Clone();
        attributes.ContinuedExecutionRunId = old.Run.Self.RunId;
        attributes.OriginalExecutionRunId = newRunId;
        attributes.EagerExecutionAccepted = false;
        return attributes;
    }

    private static void BeginFollowing(Transition old, string newRunId, WorkflowExecutionStartedEventAttributes attributes)
    {
        var next = old.Continue(newRunId);
        next.Run.Volatile.ScheduledBy = old.Run.Volatile.ScheduledBy;
        Begin(next, attributes, old.Run.UserMetadata, Guid.NewGuid().ToString());
        WorkflowTasks.Schedule(next);
    }
}
