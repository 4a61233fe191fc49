using System.Globalization;
using Hitl.Governance.Coverage.Schedules;
using NodaTime;
using NodaTime.Text;

namespace Hitl.Governance.Coverage.Calendars;

/// <summary>A date or a time of a calendar, with the zone it is meant in.</summary>
/// <param name="Local">What the clocks of the zone show; midnight for a date.</param>
/// <param name="Zone">The zone.</param>
/// <param name="IsDate">Whether it is a whole day.</param>
internal sealed record IcsTime(LocalDateTime Local, DateTimeZone Zone, bool IsDate)
{
    /// <summary>Last year that is looked at: no event repeats after it, and whatever is later is taken for its last day.</summary>
    public const int LastYear = 2200;

    private const int FirstYear = 1900;
    private static readonly LocalDatePattern Date = LocalDatePattern.Create("uuuuMMdd", CultureInfo.InvariantCulture);
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.Create("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    /// <summary>Where it lies in time; a whole day that the clocks skipped lies where they did.</summary>
    public Instant Instant => TimeZones.FirstOf(Local, Zone);

    /// <summary>Reads a value of a line.</summary>
    /// <param name="line">The line; its TZID says the zone.</param>
    /// <param name="text">The value, or one of its values.</param>
    /// <param name="home">The zone of dates and of times that name none.</param>
    /// <returns>Null when it has no form, or names a zone nobody knows.</returns>
    public static IcsTime? Read(IcsLine line, string text, DateTimeZone home)
    {
        var zone = line.Parameters.TryGetValue("TZID", out var name) ? TimeZones.FindAny(name) : home;
        if (text.EndsWith('Z')) (zone, text) = (DateTimeZone.Utc, text[..^1]);
        if (zone is null) return null;
        if (Date.Parse(text) is { Success: true } date) return Bounded(new(date.Value.AtMidnight(), home, IsDate: true));
        return Time.Parse(text) is { Success: true } time ? Bounded(new(time.Value, zone, IsDate: false)) : null;
    }

    // Some write 'for ever' as the year 9999: what is reckoned from there leaves the calendar, and what lies before 1900 was no meeting.
    private static IcsTime? Bounded(IcsTime time) => time.Local.Year switch
    {
        < FirstYear => null,
        > LastYear => time.On(new(LastYear, 12, 31)),
        _ => time,
    };

    /// <summary>The same time of another day.</summary>
    public IcsTime On(LocalDate day) => this with { Local = day + Local.TimeOfDay };
}
