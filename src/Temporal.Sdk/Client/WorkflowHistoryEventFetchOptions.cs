using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>Which events of a history are read, and how.</summary>
public class WorkflowHistoryEventFetchOptions : ICloneable
{
    /// <summary>Whether to wait for events of an open workflow until it closes. Default <see langword="false"/>.</summary>
    public bool WaitNewEvent { get; set; }

    /// <summary>All events, or only the closing one. Default all.</summary>
    public HistoryEventFilterType EventFilterType { get; set; } = HistoryEventFilterType.AllEvent;

    /// <summary>Whether archived histories are left out. Default <see langword="false"/>.</summary>
    public bool SkipArchival { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowHistoryEventFetchOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
