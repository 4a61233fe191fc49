using System.Globalization;
using Temporal.DevServer.State;
using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace Temporal.DevServer.Calendars;

/// <summary>Reads cron strings into calendars and intervals.</summary>
/// <remarks>
/// Five fields are minute, hour, day of month, month, day of week; six add the year behind, seven the seconds in front.
/// <c>@hourly</c> and its like, <c>@every 1h30m/5m</c>, a zone in front (<c>CRON_TZ=Europe/Berlin</c>) and a comment behind (<c>#</c>) are understood.
/// </remarks>
internal sealed record CronText(StructuredCalendarSpec? Calendar, IntervalSpec? Interval, string? TimeZone)
{
    /// <exception cref="FormatException">The text is no cron string; the message says why.</exception>
    internal static CronText Parse(string text)
    {
        var (rest, comment) = text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? (text[..hash], text[(hash + 1)..].Trim()) : (text, "");
        rest = rest.Trim();
        string? zone = null;
        if (rest.StartsWith("CRON_TZ=", StringComparison.Ordinal) || rest.StartsWith("TZ=", StringComparison.Ordinal))
        {
            var space = rest.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) throw new FormatException("CronString has a time zone and nothing else");
            zone = rest[(rest.IndexOf('=', StringComparison.Ordinal) + 1)..space];
            rest = rest[space..].Trim();
        }
        if (rest.StartsWith("@every ", StringComparison.Ordinal)) return new(null, Every(rest[7..]), zone);
        return new(Fields(Expand(rest), comment), null, zone);
    }

    private static string Expand(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => text,
    };

    private static StructuredCalendarSpec Fields(string text, string comment)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var (second, year) = ("0", "*");
        if (fields.Length == 7) (second, fields) = (fields[0], fields[1..]);
        if (fields.Length == 6) (year, fields) = (fields[5], fields[..5]);
        if (fields.Length != 5) throw new FormatException("CronString does not have 5-7 fields");
        var calendar = new StructuredCalendarSpec
        {
            Second = { CalendarField.Second.Parse(second) },
            Minute = { CalendarField.Minute.Parse(fields[0]) },
            Hour = { CalendarField.Hour.Parse(fields[1]) },
            DayOfMonth = { CalendarField.DayOfMonth.Parse(fields[2]) },
            Month = { CalendarField.Month.Parse(fields[3]) },
            DayOfWeek = { CalendarField.DayOfWeek.Parse(fields[4]).Select(Sunday) },
            Comment = comment,
        };
        // No year at all means every year.
        if (year is not ("*" or "?")) calendar.Year.Add(CalendarField.Year.Parse(year));
        return calendar;
    }

    private static Range Sunday(Range range) =>
        range is { Start: 7, End: 7 } ? new() { Start = 0, End = 0, Step = 1 } : range;

    private static IntervalSpec Every(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2) throw new FormatException($"invalid interval: {text}");
        var interval = new IntervalSpec { Interval = Ticks.ToDuration(ParseDuration(parts[0])) };
        if (parts.Length == 2) interval.Phase = Ticks.ToDuration(ParseDuration(parts[1]));
        return interval;
    }

    private static long ParseDuration(string text)
    {
        var (total, number, trimmed) = (0L, "", text.Trim());
        foreach (var c in trimmed)
        {
            if (char.IsAsciiDigit(c))
            {
                number += c;
                continue;
            }
            var unit = c switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => throw new FormatException($"invalid duration: {text}") };
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw new FormatException($"invalid duration: {text}");
            total += (long)count * unit * Ticks.Second;
            number = "";
        }
        return number.Length == 0 && total > 0 ? total : throw new FormatException($"invalid duration: {text}");
    }
}
