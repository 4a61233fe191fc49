using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;
using Temporalio.Api.Workflow.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>A run as clients see it when they describe it.</summary>
internal static class RunDescription
{
    internal static DescribeWorkflowExecutionResponse Of(RunState run, long now)
    {
        var started = run.Started;
        var info = RunSummary.Of(run).ToInfo();
        info.HistoryLength = run.NextEventId - 1;
        info.StateTransitionCount = run.Version;
        info.Priority = started.Priority;
        var response = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new()
            {
                TaskQueue = started.TaskQueue,
                WorkflowExecutionTimeout = started.WorkflowExecutionTimeout,
                WorkflowRunTimeout = started.WorkflowRunTimeout,
                DefaultWorkflowTaskTimeout = started.WorkflowTaskTimeout,
                UserMetadata = run.UserMetadata,
            },
            WorkflowExecutionInfo = info,
            WorkflowExtendedInfo = new()
            {
                ExecutionExpirationTime = started.WorkflowExecutionExpirationTime,
                RunExpirationTime = Ticks.ToTimestampOrNull(run.RunDeadline),
                CancelRequested = run.CancelRequested,
                OriginalStartTime = Ticks.ToTimestamp(run.StartTicks),
            },
        };
        foreach (var id in run.Activities.Keys)
        {
            if (run.FindActivity(id) is { } entry) response.PendingActivities.Add(Describe(entry, run.Volatile.Activities[id], now));
        }
        response.PendingChildren.Add(run.IsOpen ? run.Children.Values.Where(c => !run.ResolvedInBuffer.Contains(c.InitiatedEventId)).Select(Describe) : []);
        if (run.WorkflowTask is { } task) response.PendingWorkflowTask = Describe(task);
        return response;
    }

    private static PendingActivityInfo Describe(ActivityEntry entry, ActivityAttempt attempt, long now) => new()
    {
        ActivityId = entry.Attributes.ActivityId,
        ActivityType = entry.Attributes.ActivityType,
        State = attempt.StartedTicks == 0 ? attempt.Paused is null ? PendingActivityState.Scheduled : PendingActivityState.Paused
            : attempt.Paused is not null ? PendingActivityState.PauseRequested
            : entry.CancelRequestedEventId > 0 ? PendingActivityState.CancelRequested : PendingActivityState.Started,
        HeartbeatDetails = attempt.Heartbeat,
        LastHeartbeatTime = Ticks.ToTimestampOrNull(attempt.HeartbeatTicks),
        LastStartedTime = Ticks.ToTimestampOrNull(attempt.StartedTicks),
        Attempt = attempt.Attempt,
        MaximumAttempts = entry.Attributes.RetryPolicy?.MaximumAttempts ?? 0,
        ScheduledTime = attempt.StartedTicks == 0 ? Ticks.ToTimestamp(attempt.ScheduledTicks) : null,
        NextAttemptScheduleTime = attempt.StartedTicks == 0 && attempt.ScheduledTicks > now ? Ticks.ToTimestamp(attempt.ScheduledTicks) : null,
        ExpirationTime = Ticks.ToTimestampOrNull(entry.CloseDeadline),
        LastFailure = attempt.LastFailure,
        LastWorkerIdentity = attempt.LastWorker,
        Priority = entry.Attributes.Priority,
        Paused = attempt.Paused is not null,
        PauseInfo = attempt.Paused is null ? null : new()
        {
            PauseTime = Ticks.ToTimestamp(attempt.Paused.SinceTicks),
            Manual = new() { Identity = attempt.Paused.Identity, Reason = attempt.Paused.Reason },
        },
        ActivityOptions = ActivityEntry.OptionsOf(entry.Attributes),
    };

    private static PendingChildExecutionInfo Describe(ChildEntry child) => new()
    {
        WorkflowId = child.Attributes.WorkflowId,
        RunId = child.RunId,
        WorkflowTypeName = child.Attributes.WorkflowType.Name,
        InitiatedId = child.InitiatedEventId,
        ParentClosePolicy = child.Attributes.ParentClosePolicy,
    };

    private static PendingWorkflowTaskInfo Describe(WorkflowTaskState task) => new()
    {
        State = task.StartedEventId > 0 ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
        ScheduledTime = Ticks.ToTimestamp(task.ScheduledTicks),
        OriginalScheduledTime = Ticks.ToTimestamp(task.OriginalScheduledTicks),
        StartedTime = Ticks.ToTimestampOrNull(task.StartedTicks),
        Attempt = task.Attempt,
    };
}
