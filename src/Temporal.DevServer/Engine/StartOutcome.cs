namespace Temporal.DevServer.Engine;

/// <summary>Which run a start led to.</summary>
/// <param name="RunId">The new or the existing run.</param>
/// <param name="FirstRunId">The first run of its chain.</param>
/// <param name="Started">Whether this request started it, now or in an earlier try.</param>
/// <param name="Status">Its status after the call.</param>
/// <param name="EagerTask">The first workflow task, if it was asked for and could be given at once.</param>
internal sealed record StartOutcome(
    string RunId, string FirstRunId, bool Started, WorkflowExecutionStatus Status, PollWorkflowTaskQueueResponse? EagerTask = null);
