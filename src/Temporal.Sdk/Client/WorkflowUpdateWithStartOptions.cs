namespace Temporalio.Client;

/// <summary>How an update is sent that may start its workflow. <see cref="StartWorkflowOperation"/> is required.</summary>
public class WorkflowUpdateWithStartOptions : ICloneable
{
    /// <summary>Creates options without the start.</summary>
    public WorkflowUpdateWithStartOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="startWorkflowOperation">See <see cref="StartWorkflowOperation"/>.</param>
    public WorkflowUpdateWithStartOptions(WithStartWorkflowOperation startWorkflowOperation) => StartWorkflowOperation = startWorkflowOperation;

    /// <summary>Creates options.</summary>
    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="startWorkflowOperation">See <see cref="StartWorkflowOperation"/>.</param>
    public WorkflowUpdateWithStartOptions(string id, WithStartWorkflowOperation startWorkflowOperation)
        : this(startWorkflowOperation) => Id = id;

    /// <summary>Update id; the same id is the same update. Default: a new one.</summary>
    public string? Id { get; set; }

    /// <summary>The start; may be used once. Required.</summary>
    public WithStartWorkflowOperation? StartWorkflowOperation { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options, the start and <see cref="Rpc"/>.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowUpdateWithStartOptions)MemberwiseClone();
        copy.StartWorkflowOperation = (WithStartWorkflowOperation?)StartWorkflowOperation?.Clone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
