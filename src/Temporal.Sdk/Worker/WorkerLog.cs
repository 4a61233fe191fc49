using Microsoft.Extensions.Logging;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Everything a worker logs.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Information, "Worker on {TaskQueue} shuts down: {Reason}")]
    internal static partial void ShuttingDown(ILogger logger, string taskQueue, string reason);

    [LoggerMessage(2, LogLevel.Error, "Worker on {TaskQueue} failed")]
    internal static partial void Failed(ILogger logger, string taskQueue, Exception error);

    [LoggerMessage(EventId = 3, Message = "Polling {Queue} failed {Failures} times in a row")]
    internal static partial void PollFailed(ILogger logger, LogLevel level, string queue, int failures, Exception error);

    [LoggerMessage(4, LogLevel.Error, "A task from {Queue} could not be handled; the server will offer it again")]
    internal static partial void TaskLost(ILogger logger, string queue, Exception error);

    [LoggerMessage(5, LogLevel.Warning, "The server is not ready for the worker on {TaskQueue} yet")]
    internal static partial void NotReady(ILogger logger, string taskQueue, Exception error);

    [LoggerMessage(6, LogLevel.Debug, "The server does not know that the worker on {TaskQueue} shuts down")]
    internal static partial void ShutdownUnreported(ILogger logger, string taskQueue, Exception error);

    [LoggerMessage(7, LogLevel.Warning, "The supplier of {SlotType} slots failed")]
    internal static partial void SlotSupplierFailed(ILogger logger, SlotType slotType, Exception error);

    [LoggerMessage(10, LogLevel.Warning, "Workflow task of {WorkflowType} {WorkflowId} failed, attempt {Attempt}: {Cause}: {Message}")]
    internal static partial void WorkflowTaskFailed(
        ILogger logger, string workflowType, string workflowId, int attempt, string cause, string message);

    [LoggerMessage(11, LogLevel.Debug, "The server refused the answer to a workflow task of {WorkflowId}")]
    internal static partial void WorkflowAnswerRefused(ILogger logger, string workflowId, Exception error);

    [LoggerMessage(20, LogLevel.Debug, "Activity {ActivityType} begins, attempt {Attempt}")]
    internal static partial void ActivityStarted(ILogger logger, string activityType, int attempt);

    [LoggerMessage(21, LogLevel.Warning, "Activity {ActivityType} failed")]
    internal static partial void ActivityFailed(ILogger logger, string activityType, Exception error);

    [LoggerMessage(22, LogLevel.Debug, "Activity {ActivityType} failed as may be expected")]
    internal static partial void ActivityFailedBenignly(ILogger logger, string activityType, Exception error);

    [LoggerMessage(23, LogLevel.Debug, "Activity {ActivityType} is being cancelled: {Reason}")]
    internal static partial void ActivityCancelled(ILogger logger, string activityType, string reason);

    [LoggerMessage(24, LogLevel.Warning, "The outcome of activity {ActivityType} did not reach the server")]
    internal static partial void ActivityAnswerLost(ILogger logger, string activityType, Exception error);

    [LoggerMessage(25, LogLevel.Debug, "A heartbeat of activity {ActivityType} did not reach the server")]
    internal static partial void HeartbeatLost(ILogger logger, string activityType, Exception error);

    [LoggerMessage(26, LogLevel.Information, "Waiting {Grace} before cancelling {Count} running activities")]
    internal static partial void DrainingActivities(ILogger logger, TimeSpan grace, int count);

    [LoggerMessage(27, LogLevel.Warning, "Heartbeat details of activity {ActivityType} cannot be converted")]
    internal static partial void HeartbeatUnconvertible(ILogger logger, string activityType, Exception error);
}
