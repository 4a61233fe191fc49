using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A step of a workflow that is done, and not answered yet.</summary>
public class WorkflowTaskCompletedEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskCompletedEventArgs(WorkflowInfo workflowInfo, WorkflowDefinition workflowDefinition, Exception? taskFailure)
        : base(workflowInfo, workflowDefinition) => TaskFailureException = taskFailure;

    /// <summary>What failed the task, so that it is tried again until the code is mended; null if nothing did. A workflow's own failure is none of it.</summary>
    public Exception? TaskFailureException { get; private init; }
}
