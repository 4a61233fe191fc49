namespace Temporalio.Client;

/// <summary>How an update is sent whose result is not waited for. <see cref="WaitForStage"/> is required.</summary>
public class WorkflowUpdateStartOptions : WorkflowUpdateOptions
{
    /// <summary>Creates options without a stage.</summary>
    public WorkflowUpdateStartOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="waitForStage">See <see cref="WaitForStage"/>.</param>
    public WorkflowUpdateStartOptions(WorkflowUpdateStage waitForStage) => WaitForStage = waitForStage;

    /// <summary>Creates options.</summary>
    /// <param name="id">See <see cref="WorkflowUpdateOptions.Id"/>.</param>
    /// <param name="waitForStage">See <see cref="WaitForStage"/>.</param>
    public WorkflowUpdateStartOptions(string id, WorkflowUpdateStage waitForStage)
        : base(id) => WaitForStage = waitForStage;

    /// <summary>What is waited for: <see cref="WorkflowUpdateStage.Accepted"/> or <see cref="WorkflowUpdateStage.Completed"/>. Required.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }
}
