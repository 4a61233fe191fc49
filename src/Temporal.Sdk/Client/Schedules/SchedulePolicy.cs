using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>What a schedule does when things do not go as planned.</summary>
public record SchedulePolicy
{
    /// <summary>What happens if an action is due while another runs. Default <see cref="ScheduleOverlapPolicy.Skip"/>.</summary>
    public ScheduleOverlapPolicy Overlap { get; init; } = ScheduleOverlapPolicy.Skip;

    /// <summary>How late an action may still be made up for after the server was away. Default 365 days; at least 10 seconds.</summary>
    public TimeSpan CatchupWindow { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Whether a failed or timed out action pauses the schedule. Default <see langword="false"/>.</summary>
    public bool PauseOnFailure { get; init; }

    internal static SchedulePolicy FromProto(SchedulePolicies proto) => new()
    {
        Overlap = proto.OverlapPolicy,
        CatchupWindow = proto.CatchupWindow?.ToTimeSpan() ?? TimeSpan.FromDays(365),
        PauseOnFailure = proto.PauseOnFailure,
    };

    internal SchedulePolicies ToProto() => new()
    {
        OverlapPolicy = Overlap,
        CatchupWindow = Duration.FromTimeSpan(CatchupWindow),
        PauseOnFailure = PauseOnFailure,
    };
}
