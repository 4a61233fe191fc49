using Hitl.Escalations.Stages;
using NodaTime;
using NodaTime.Extensions;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>Counts time only while a role works. Pure: an hour that the clocks show twice is two, one they skip is none.</summary>
public static class WorkingTime
{
    // 90 working days of an hour a week are about 41 years.
    private const int MostDays = 20_000;

    /// <summary>The moment at which so much working time has passed.</summary>
    /// <param name="hours">When work is done.</param>
    /// <param name="start">From when, UTC; outside working hours nothing passes.</param>
    /// <param name="amount">How much, 0 or more.</param>
    /// <exception cref="InvalidOperationException">It takes longer than 50 years: hardly ever is work done.</exception>
    public static DateTimeOffset Add(WorkingHours hours, DateTimeOffset start, TimeSpan amount)
    {
        if (amount <= TimeSpan.Zero) return start.ToUniversalTime();
        var left = Duration.FromTimeSpan(amount);
        foreach (var (from, until) in Periods(hours, Instant.FromDateTimeOffset(start)))
        {
            if (until - from >= left) return (from + left).ToDateTimeOffset();
            left -= until - from;
        }

        throw new InvalidOperationException($"{amount} of working time does not pass within {MostDays} days.");
    }

    /// <summary>How much working time lies between two moments; none when the second is not later.</summary>
    /// <param name="hours">When work is done.</param>
    /// <param name="from">First moment, UTC.</param>
    /// <param name="until">Last moment, exclusive, UTC.</param>
    public static TimeSpan Between(WorkingHours hours, DateTimeOffset from, DateTimeOffset until)
    {
        var (sum, end) = (Duration.Zero, Instant.FromDateTimeOffset(until));
        foreach (var period in Periods(hours, Instant.FromDateTimeOffset(from)).TakeWhile(period => period.From < end)) sum += Instant.Min(period.Until, end) - period.From;
        return sum.ToTimeSpan();
    }

    /// <summary>The longest that so much working time can take by the calendar, whatever the zone does: a bound that no new time zone rule changes.</summary>
    /// <param name="hours">When work is done.</param>
    /// <param name="amount">How much.</param>
    public static TimeSpan Longest(WorkingHours hours, TimeSpan amount)
    {
        // A closed day, and a day on which the clocks change, takes at most one day's work away.
        var weekly = hours.Daily * hours.Days.Distinct().Count();
        var needed = amount + (hours.Daily * hours.Closed.Count);
        var weeks = Math.Ceiling(needed / weekly) + 1;
        return TimeSpan.FromDays(7 * (weeks + Math.Ceiling(weeks / 26)));
    }

    private static IEnumerable<(Instant From, Instant Until)> Periods(WorkingHours hours, Instant start)
    {
        var zone = TimeZones.Of(hours.Zone);
        var (from, until) = (Local(hours.From), Local(hours.Until));
        // The day before may work past midnight.
        var day = start.InZone(zone).Date.PlusDays(-1);
        var last = start;
        for (var days = 0; days < MostDays; days++, day = day.PlusDays(1))
        {
            if (!hours.Days.Contains(day.DayOfWeek.ToDayOfWeek()) || hours.Closed.Contains(day.ToDateOnly())) continue;
            var begin = Instant.Max(last, TimeZones.FirstOf(day + from, zone));
            var end = TimeZones.LastOf((until > from ? day : day.PlusDays(1)) + until, zone);
            if (end <= begin) continue;
            yield return (begin, end);
            last = end;
        }
    }

    private static LocalTime Local(TimeOnly time) => LocalTime.FromTimeOnly(time);
}
