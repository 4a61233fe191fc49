using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Times at even distances since 1970.</summary>
/// <param name="Every">The distance; at least a second.</param>
/// <param name="Offset">Shift of all of them; less than the distance. Default none.</param>
public record ScheduleIntervalSpec(TimeSpan Every, TimeSpan? Offset = null)
{
    internal static ScheduleIntervalSpec FromProto(IntervalSpec proto) => new(proto.Interval.ToTimeSpan(), proto.Phase?.ToTimeSpan());

    internal IntervalSpec ToProto() => new()
    {
        Interval = Duration.FromTimeSpan(Every),
        Phase = Offset is { } offset ? Duration.FromTimeSpan(offset) : null,
    };
}
