using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;

namespace Hitl.Governance.Evaluation;

/// <summary>Limits as people read them.</summary>
internal static class LimitWords
{
    public static string Passed(LimitStanding limit) =>
        $"limit {limit.Limit} of {limit.Text(limit.Most)} in {Period(limit.Period)}{Of(limit)} would be passed: {limit.Text(limit.Used)} taken and {limit.Text(limit.Asked)} asked, together {limit.Text(limit.Used + limit.Asked)}";

    public static BoundCheck Check(LimitStanding limit) => new(
        $"limit {limit.Limit}", $"{limit.Text(limit.Used)} + {limit.Text(limit.Asked)} = {limit.Text(limit.Used + limit.Asked)}",
        $"up to {limit.Text(limit.Most)} in {Period(limit.Period)}{Of(limit)}", !limit.IsOver);

    public static string Period(TimeSpan period) => period switch
    {
        { TotalDays: >= 2 } when period.Ticks % TimeSpan.TicksPerDay == 0 => $"{period.TotalDays:0} days",
        { TotalHours: >= 1 } when period.Ticks % TimeSpan.TicksPerHour == 0 => $"{period.TotalHours:0} h",
        _ => $"{period.TotalMinutes:0} min",
    };

    // The key begins with the limit's id and ends with the unit; between them stands what is counted apart.
    private static string Of(LimitStanding limit)
    {
        var parts = limit.Key.Split('|');
        return parts.Length <= 2 ? "" : " for " + string.Join(" and ", parts[1..^1].Select(part => part.Replace('=', ' ')));
    }
}
