namespace Temporalio.Client;

/// <summary>How an update is sent.</summary>
public class WorkflowUpdateOptions : ICloneable
{
    /// <summary>Creates options without id.</summary>
    public WorkflowUpdateOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="id">See <see cref="Id"/>.</param>
    public WorkflowUpdateOptions(string id) => Id = id;

    /// <summary>Update id; the same id is the same update. Default: a new one.</summary>
    public string? Id { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowUpdateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
