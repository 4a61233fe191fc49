namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule did and will do.</summary>
/// <param name="RecentActions">The last five actions, oldest first.</param>
/// <param name="NextActionTimes">The next five times, UTC.</param>
public record ScheduleListInfo(IReadOnlyCollection<ScheduleActionResult> RecentActions, IReadOnlyCollection<DateTime> NextActionTimes)
{
    internal static ScheduleListInfo FromProto(Api.Schedule.V1.ScheduleListInfo proto) => new(
        [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)], [.. proto.FutureActionTimes.Select(time => time.ToDateTime())]);
}
