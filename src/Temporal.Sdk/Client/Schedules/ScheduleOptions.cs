using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>How a schedule is created.</summary>
public class ScheduleOptions : ICloneable
{
    /// <summary>Whether it acts at once. Default <see langword="false"/>.</summary>
    public bool TriggerImmediately { get; set; }

    /// <summary>Times it is to make up for. Default none.</summary>
    public IReadOnlyCollection<ScheduleBackfill> Backfills { get; set; } = [];

    /// <summary>Notes shown with the schedule. Values must not be null.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Values the schedule can be found by.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>How the call is sent.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies these options and <see cref="Rpc"/>; the rest is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (ScheduleOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
