namespace Temporalio.Client.Schedules;

/// <summary>An action a schedule took.</summary>
/// <param name="ScheduledAt">When it was due, UTC.</param>
/// <param name="StartedAt">When it was taken, UTC.</param>
/// <param name="Action">What was done.</param>
public record ScheduleActionResult(DateTime ScheduledAt, DateTime StartedAt, ScheduleActionExecution Action)
{
    internal static ScheduleActionResult FromProto(Api.Schedule.V1.ScheduleActionResult proto) => new(
        proto.ScheduleTime.ToDateTime(), proto.ActualTime.ToDateTime(), ScheduleActionExecution.FromProto(proto.StartWorkflowResult));
}
