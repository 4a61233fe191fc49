using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>How a query is sent.</summary>
public class WorkflowQueryOptions : ICloneable
{
    /// <summary>When the query is refused because of the workflow's state. Default: the client's setting.</summary>
    public QueryRejectCondition? RejectCondition { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowQueryOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
