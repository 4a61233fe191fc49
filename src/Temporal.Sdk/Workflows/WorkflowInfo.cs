using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Workflows;

/// <summary>What a workflow knows of itself; the same for the whole run.</summary>
/// <param name="Attempt">1 for the first run, then one more for each retry.</param>
/// <param name="ContinuedRunId">The run this one continues, if any.</param>
/// <param name="CronSchedule">The cron schedule, if any.</param>
/// <param name="ExecutionTimeout">Longest time of all runs together, if limited.</param>
/// <param name="FirstExecutionRunId">The first run of the chain this one is in.</param>
/// <param name="Headers">Headers the starter sent, if any.</param>
/// <param name="LastFailure">How the run before failed, if this is a retry.</param>
/// <param name="LastResult">What the run before returned, if this is a cron run.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="OriginalExecutionRunId">The run as it was started; unlike <paramref name="RunId"/>, resets keep it.</param>
/// <param name="Parent">The parent workflow, if any.</param>
/// <param name="Priority">Where its tasks stand in a crowded queue.</param>
/// <param name="RetryPolicy">The retry policy, if any.</param>
/// <param name="Root">The topmost ancestor, if it is not this workflow.</param>
/// <param name="RunId">The run.</param>
/// <param name="RunTimeout">Longest time of this run, if limited.</param>
/// <param name="StartTime">When the first workflow task started, UTC.</param>
/// <param name="TaskQueue">The task queue.</param>
/// <param name="TaskTimeout">Longest time of one workflow task.</param>
/// <param name="WorkflowId">The workflow id.</param>
/// <param name="WorkflowStartTime">When the run was created, UTC.</param>
/// <param name="WorkflowType">The workflow's name.</param>
public record WorkflowInfo(
    int Attempt,
    string? ContinuedRunId,
    string? CronSchedule,
    TimeSpan? ExecutionTimeout,
    string FirstExecutionRunId,
    IReadOnlyDictionary<string, Payload>? Headers,
    Exception? LastFailure,
    IReadOnlyCollection<IRawValue>? LastResult,
    string Namespace,
    string OriginalExecutionRunId,
    WorkflowInfo.ParentInfo? Parent,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    WorkflowInfo.RootInfo? Root,
    string RunId,
    TimeSpan? RunTimeout,
    DateTime StartTime,
    string TaskQueue,
    TimeSpan TaskTimeout,
    string WorkflowId,
    DateTime WorkflowStartTime,
    string WorkflowType)
{
    /// <summary>What every log line of the workflow carries.</summary>
    internal IReadOnlyDictionary<string, object> LoggerScope { get; } = new Dictionary<string, object>
    {
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["FirstExecutionRunId"] = FirstExecutionRunId,
        ["RunId"] = RunId,
        ["TaskQueue"] = TaskQueue,
        ["WorkflowId"] = WorkflowId,
        ["WorkflowType"] = WorkflowType,
    };

    /// <summary>A parent workflow.</summary>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="RunId">Its run.</param>
    /// <param name="WorkflowId">Its workflow id.</param>
    public record ParentInfo(string Namespace, string RunId, string WorkflowId);

    /// <summary>The topmost ancestor of a workflow.</summary>
    /// <param name="RunId">Its run.</param>
    /// <param name="WorkflowId">Its workflow id.</param>
    public record RootInfo(string RunId, string WorkflowId);
}
