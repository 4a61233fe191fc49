namespace Temporal.DevServer.State;

/// <summary>One run of a workflow.</summary>
internal readonly record struct RunRef(WorkflowKey Key, string RunId)
{
    internal WorkflowExecution ToExecution() => new() { WorkflowId = Key.WorkflowId, RunId = RunId };
}
