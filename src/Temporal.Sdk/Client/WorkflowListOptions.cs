namespace Temporalio.Client;

/// <summary>How workflows are listed.</summary>
public class WorkflowListOptions : ICloneable
{
    /// <summary>Most workflows returned. Default 0: no bound.</summary>
    public int Limit { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
