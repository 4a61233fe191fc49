namespace Temporalio.Client.Schedules;

/// <summary>What a schedule did and will do.</summary>
/// <param name="NumActions">Actions taken so far.</param>
/// <param name="NumActionsMissedCatchupWindow">Actions that were too late to be made up for.</param>
/// <param name="NumActionsSkippedOverlap">Actions skipped because another ran.</param>
/// <param name="RunningActions">Actions under way.</param>
/// <param name="RecentActions">The last ten actions, oldest first.</param>
/// <param name="NextActionTimes">The next ten times, UTC.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
/// <param name="LastUpdatedAt">When it was last changed, UTC; null if never.</param>
public record ScheduleInfo(
    long NumActions,
    long NumActionsMissedCatchupWindow,
    long NumActionsSkippedOverlap,
    IReadOnlyCollection<ScheduleActionExecution> RunningActions,
    IReadOnlyCollection<ScheduleActionResult> RecentActions,
    IReadOnlyCollection<DateTime> NextActionTimes,
    DateTime CreatedAt,
    DateTime? LastUpdatedAt)
{
    internal static ScheduleInfo FromProto(Api.Schedule.V1.ScheduleInfo proto) => new(
        proto.ActionCount,
        proto.MissedCatchupWindow,
        proto.OverlapSkipped,
        [.. proto.RunningWorkflows.Select(ScheduleActionExecution.FromProto)],
        [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)],
        [.. proto.FutureActionTimes.Select(time => time.ToDateTime())],
        proto.CreateTime.ToDateTime(),
        proto.UpdateTime?.ToDateTime());
}
