using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>A time a schedule is to make up for.</summary>
/// <param name="StartAt">Its beginning, UTC.</param>
/// <param name="EndAt">Its end, UTC.</param>
/// <param name="Overlap">What happens if an action is due while another runs; unspecified for the schedule's own policy.</param>
public record ScheduleBackfill(DateTime StartAt, DateTime EndAt, ScheduleOverlapPolicy Overlap = ScheduleOverlapPolicy.Unspecified)
{
    internal BackfillRequest ToProto() => new()
    {
        StartTime = Timestamp.FromDateTime(StartAt),
        EndTime = Timestamp.FromDateTime(EndAt),
        OverlapPolicy = Overlap,
    };
}
