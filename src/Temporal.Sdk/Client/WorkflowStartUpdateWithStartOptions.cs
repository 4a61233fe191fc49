namespace Temporalio.Client;

/// <summary>How an update is sent that may start its workflow, and whose result is not waited for.</summary>
public class WorkflowStartUpdateWithStartOptions : WorkflowUpdateWithStartOptions
{
    /// <summary>Creates options without start and stage.</summary>
    public WorkflowStartUpdateWithStartOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="startWorkflowOperation">See <see cref="WorkflowUpdateWithStartOptions.StartWorkflowOperation"/>.</param>
    /// <param name="waitForStage">See <see cref="WaitForStage"/>.</param>
    public WorkflowStartUpdateWithStartOptions(WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(startWorkflowOperation) => WaitForStage = waitForStage;

    /// <summary>Creates options.</summary>
    /// <param name="id">See <see cref="WorkflowUpdateWithStartOptions.Id"/>.</param>
    /// <param name="startWorkflowOperation">See <see cref="WorkflowUpdateWithStartOptions.StartWorkflowOperation"/>.</param>
    /// <param name="waitForStage">See <see cref="WaitForStage"/>.</param>
    public WorkflowStartUpdateWithStartOptions(
        string id, WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(id, startWorkflowOperation) => WaitForStage = waitForStage;

    /// <summary>What is waited for: <see cref="WorkflowUpdateStage.Accepted"/> or <see cref="WorkflowUpdateStage.Completed"/>. Required.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
