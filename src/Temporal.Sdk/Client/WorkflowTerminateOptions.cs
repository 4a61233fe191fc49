namespace Temporalio.Client;

/// <summary>How a workflow is terminated.</summary>
public class WorkflowTerminateOptions : ICloneable
{
    /// <summary>Values kept in the termination event. Default none.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowTerminateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
