using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A step of a workflow that begins.</summary>
public class WorkflowTaskStartingEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskStartingEventArgs(WorkflowInfo workflowInfo, WorkflowDefinition workflowDefinition)
        : base(workflowInfo, workflowDefinition)
    {
    }
}
