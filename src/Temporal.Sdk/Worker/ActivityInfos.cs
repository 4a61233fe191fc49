using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>Reads what an activity is told about itself from its task.</summary>
internal static class ActivityInfos
{
    internal static ActivityInfo Of(WorkerScope scope, PollActivityTaskQueueResponse task, bool isLocal) => new(
        ActivityId: task.ActivityId,
        ActivityType: task.ActivityType.Name,
        Attempt: Math.Max(task.Attempt, 1),
        CurrentAttemptScheduledTime: Time(task.CurrentAttemptScheduledTime),
        DataConverter: scope.Converter,
        HeartbeatDetails: [.. task.HeartbeatDetails?.Payloads_ ?? []],
        HeartbeatTimeout: Span(task.HeartbeatTimeout),
        IsLocal: isLocal,
        Priority: new Priority(task.Priority),
        RetryPolicy: task.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
        ScheduleToCloseTimeout: Span(task.ScheduleToCloseTimeout),
        ScheduledTime: Time(task.ScheduledTime),
        StartToCloseTimeout: Span(task.StartToCloseTimeout),
        StartedTime: Time(task.StartedTime),
        TaskQueue: scope.TaskQueueName,
        TaskToken: task.TaskToken.ToByteArray(),
        WorkflowId: task.WorkflowExecution?.WorkflowId ?? "",
        WorkflowNamespace: task.WorkflowNamespace.Length > 0 ? task.WorkflowNamespace : scope.Namespace,
        WorkflowRunId: task.WorkflowExecution?.RunId ?? "",
        WorkflowType: task.WorkflowType?.Name ?? "");

    private static DateTime Time(Timestamp? time) => time?.ToDateTime() ?? DateTime.UnixEpoch;

    /// <summary>Zero is the wire's way to say that there is no such timeout.</summary>
    private static TimeSpan? Span(Duration? span) => span?.ToTimeSpan() is { Ticks: > 0 } value ? value : null;
}
