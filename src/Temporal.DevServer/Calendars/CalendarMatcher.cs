using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace Temporal.DevServer.Calendars;

/// <summary>Finds the times a calendar means, in its zone, to the second.</summary>
/// <remarks>A local time that a change of clocks skips does not happen; one that it repeats happens the first time.</remarks>
internal sealed class CalendarMatcher
{
    private const int LastYear = 2100;

    private readonly TimeZoneInfo _zone;
    private readonly bool[] _seconds, _minutes, _hours, _days, _months, _weekdays;
    private readonly IReadOnlyList<Range> _years;

    /// <exception cref="FormatException">A range leaves its field's bounds.</exception>
    internal CalendarMatcher(StructuredCalendarSpec calendar, TimeZoneInfo zone)
    {
        _zone = zone;
        _seconds = Set(CalendarField.Second, calendar.Second, 0);
        _minutes = Set(CalendarField.Minute, calendar.Minute, 0);
        _hours = Set(CalendarField.Hour, calendar.Hour, 0);
        _days = Set(CalendarField.DayOfMonth, calendar.DayOfMonth, null);
        _months = Set(CalendarField.Month, calendar.Month, null);
        _weekdays = Set(CalendarField.DayOfWeek, calendar.DayOfWeek, null);
        _weekdays[0] |= _weekdays[7] && calendar.DayOfWeek.Count > 0;
        _years = [.. calendar.Year.Select(CalendarField.Year.Check)];
    }

    internal bool Matches(long ticks)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(new(ticks, DateTimeKind.Utc), _zone);
        return MatchesYear(local.Year) && MatchesDay(local) && _hours[local.Hour] && _minutes[local.Minute] && _seconds[local.Second];
    }

    /// <summary>The first time strictly after the given one, in ticks; null when there is none before 2100.</summary>
    internal long? NextAfter(long ticks)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(new(ticks, DateTimeKind.Utc), _zone);
        local = new DateTime(local.Ticks - local.Ticks % TimeSpan.TicksPerSecond).AddSeconds(1);
        while (NextLocal(local) is { } found)
        {
            var utc = _zone.IsInvalidTime(found) ? 0 : ToUtc(found);
            if (utc > ticks) return utc;
            local = found.AddSeconds(1);
        }
        return null;
    }

    private long ToUtc(DateTime local) =>
        // Of two readings the earlier: the larger offset.
        local.Ticks - (_zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local)).Ticks;

    private DateTime? NextLocal(DateTime at)
    {
        while (at.Year <= LastYear)
        {
            if (!MatchesYear(at.Year)) at = new(at.Year + 1, 1, 1);
            else if (!_months[at.Month]) at = new DateTime(at.Year, at.Month, 1).AddMonths(1);
            else if (!MatchesDay(at)) at = at.Date.AddDays(1);
            else if (!_hours[at.Hour]) at = at.Date.AddHours(at.Hour + 1);
            else if (!_minutes[at.Minute]) at = at.Date.AddHours(at.Hour).AddMinutes(at.Minute + 1);
            else if (!_seconds[at.Second]) at = at.AddSeconds(1);
            else return at;
        }
        return null;
    }

    private bool MatchesYear(int year) => _years.Count == 0 || _years.Any(r => year >= r.Start && year <= r.End && (year - r.Start) % r.Step == 0);

    private bool MatchesDay(DateTime local) => _months[local.Month] && _days[local.Day] && _weekdays[(int)local.DayOfWeek];

    private static bool[] Set(CalendarField field, IReadOnlyCollection<Range> ranges, int? whenEmpty)
    {
        var set = new bool[field.Highest + 1];
        if (ranges.Count == 0)
        {
            if (whenEmpty is { } only) set[only] = true;
            else Array.Fill(set, true);
        }
        foreach (var range in ranges.Select(field.Check))
        {
            for (var value = range.Start; value <= range.End; value += range.Step) set[value] = true;
        }
        return set;
    }
}
