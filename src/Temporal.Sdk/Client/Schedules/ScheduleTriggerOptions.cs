using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>How a schedule is made to act out of turn.</summary>
public class ScheduleTriggerOptions : ICloneable
{
    /// <summary>What happens if another action runs. Default: the schedule's own policy.</summary>
    public ScheduleOverlapPolicy? Overlap { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (ScheduleTriggerOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
