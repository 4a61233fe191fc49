namespace Temporalio.Client.Schedules;

/// <summary>How schedules are listed.</summary>
public class ScheduleListOptions : ICloneable
{
    /// <summary>Visibility filter. Default none.</summary>
    public string? Query { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (ScheduleListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
