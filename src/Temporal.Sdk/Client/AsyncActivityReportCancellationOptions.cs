namespace Temporalio.Client;

/// <summary>How a cancellation from outside the worker is sent.</summary>
public class AsyncActivityReportCancellationOptions : ICloneable
{
    /// <summary>Values kept in the cancellation. Default none.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (AsyncActivityReportCancellationOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
