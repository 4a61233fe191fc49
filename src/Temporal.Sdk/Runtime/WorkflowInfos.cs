using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Workflows;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Runtime;

/// <summary>Reads what a workflow knows of itself from the first event of its history.</summary>
internal static class WorkflowInfos
{
    internal static WorkflowInfo Create(WorkflowStart start, DataConverter converter)
    {
        var started = start.Attributes;
        return new WorkflowInfo(
            Attempt: started.Attempt,
            ContinuedRunId: NullIfEmpty(started.ContinuedExecutionRunId),
            CronSchedule: NullIfEmpty(started.CronSchedule),
            ExecutionTimeout: NullIfZero(started.WorkflowExecutionTimeout?.ToTimeSpan()),
            FirstExecutionRunId: NullIfEmpty(started.FirstExecutionRunId) ?? start.RunId,
            Headers: started.Header?.Fields,
            LastFailure: started.ContinuedFailure is { } failure
                ? converter.FailureConverter.ToException(failure, converter.PayloadConverter)
                : null,
            LastResult: started.LastCompletionResult?.Payloads_.Select(payload => new RawValue(payload)).ToArray(),
            Namespace: start.Namespace,
            OriginalExecutionRunId: NullIfEmpty(started.OriginalExecutionRunId) ?? start.RunId,
            Parent: started.ParentWorkflowExecution is { } parent
                ? new WorkflowInfo.ParentInfo(started.ParentWorkflowNamespace, parent.RunId, parent.WorkflowId)
                : null,
            Priority: new Priority(started.Priority),
            RetryPolicy: started.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
            Root: RootOf(started.RootWorkflowExecution, start.RunId),
            RunId: start.RunId,
            RunTimeout: NullIfZero(started.WorkflowRunTimeout?.ToTimeSpan()),
            StartTime: start.FirstTaskTime,
            TaskQueue: started.TaskQueue.Name,
            TaskTimeout: started.WorkflowTaskTimeout?.ToTimeSpan() ?? TimeSpan.FromSeconds(10),
            WorkflowId: start.WorkflowId,
            WorkflowStartTime: start.CreatedTime,
            WorkflowType: started.WorkflowType.Name);
    }

    private static WorkflowInfo.RootInfo? RootOf(WorkflowExecution? root, string ownRunId) =>
        root is { RunId.Length: > 0 } && root.RunId != ownRunId ? new WorkflowInfo.RootInfo(root.RunId, root.WorkflowId) : null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static TimeSpan? NullIfZero(TimeSpan? time) => time == TimeSpan.Zero ? null : time;
}
