using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A step of a workflow.</summary>
public abstract class WorkflowTaskEventArgs : EventArgs
{
    internal WorkflowTaskEventArgs(WorkflowInfo workflowInfo, WorkflowDefinition workflowDefinition)
    {
        WorkflowInfo = workflowInfo;
        WorkflowDefinition = workflowDefinition;
    }

    /// <summary>The workflow.</summary>
    public WorkflowInfo WorkflowInfo { get; }

    /// <summary>Its code.</summary>
    public WorkflowDefinition WorkflowDefinition { get; }
}
