namespace Temporalio.Client;

/// <summary>How one page of workflows is listed.</summary>
public class WorkflowListPaginatedOptions : ICloneable
{
    /// <summary>Most workflows on a page. Default 0: as the server likes.</summary>
    public int PageSize { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowListPaginatedOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
