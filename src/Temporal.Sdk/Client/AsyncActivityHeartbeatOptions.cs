namespace Temporalio.Client;

/// <summary>How a heartbeat from outside the worker is sent.</summary>
public class AsyncActivityHeartbeatOptions : ICloneable
{
    /// <summary>Values kept for the next attempt. Default none.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (AsyncActivityHeartbeatOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
