using System.Globalization;
using NodaTime;

namespace Hitl.Governance.Coverage.Calendars;

/// <summary>How an event repeats: by days or weeks, with interval, end and days of the week. Anything else is not guessed.</summary>
internal sealed record IcsRule(bool IsWeekly, int Interval, int? Count, IcsTime? Until, IReadOnlyList<IsoDayOfWeek> Days, IsoDayOfWeek WeekStart)
{
    /// <summary>Reads a rule; null when it says something that is not understood here.</summary>
    public static IcsRule? Read(IcsLine line, DateTimeZone home)
    {
        var rule = new IcsRule(false, 1, null, null, [], IsoDayOfWeek.Monday);
        var isNamed = false;
        foreach (var part in line.Value.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) return null;
            var (key, value) = (part[..equals].ToUpperInvariant(), part[(equals + 1)..].ToUpperInvariant());
            var next = key switch
            {
                "FREQ" when !isNamed && value is "DAILY" or "WEEKLY" => rule with { IsWeekly = value == "WEEKLY" },
                "INTERVAL" when Number(value) is { } interval => rule with { Interval = interval },
                "COUNT" when Number(value) is { } count => rule with { Count = count },
                "UNTIL" when IcsTime.Read(line, value, home) is { } until => rule with { Until = until },
                "BYDAY" when value.Split(',').Select(DayOf).ToList() is var days && !days.Contains(IsoDayOfWeek.None) => rule with { Days = [.. days.Distinct()] },
                "WKST" when DayOf(value) is not IsoDayOfWeek.None and var start => rule with { WeekStart = start },
                _ => null,
            };
            if (next is null) return null;
            rule = next;
            if (key == "FREQ") isNamed = true;
        }

        return isNamed ? rule : null;
    }

    /// <summary>The days of the rule from the first one on, without end unless the rule has one.</summary>
    public IEnumerable<LocalDate> DaysFrom(IcsTime start)
    {
        var count = 0;
        foreach (var day in IsWeekly ? Weekly(start.Local.Date) : Daily(start.Local.Date))
        {
            if (Until is { } until && (until.IsDate ? day > until.Local.Date : start.On(day).Instant > until.Instant)) yield break;
            if (count++ == Count) yield break;
            yield return day;
        }
    }

    private IEnumerable<LocalDate> Daily(LocalDate first)
    {
        for (var day = first; day.Year <= IcsTime.LastYear; day = day.PlusDays(Interval))
        {
            if (Days.Count == 0 || Days.Contains(day.DayOfWeek)) yield return day;
        }
    }

    private IEnumerable<LocalDate> Weekly(LocalDate first)
    {
        var days = Days.Count == 0 ? [first.DayOfWeek] : Days;
        var week = first.PlusDays(-(((int)first.DayOfWeek - (int)WeekStart + 7) % 7));
        for (; week.Year <= IcsTime.LastYear; week = week.PlusWeeks(Interval))
        {
            for (var offset = 0; offset < 7; offset++)
            {
                var day = week.PlusDays(offset);
                if (day >= first && days.Contains(day.DayOfWeek)) yield return day;
            }
        }
    }

    private static IsoDayOfWeek DayOf(string name) => name switch
    {
        "MO" => IsoDayOfWeek.Monday,
        "TU" => IsoDayOfWeek.Tuesday,
        "WE" => IsoDayOfWeek.Wednesday,
        "TH" => IsoDayOfWeek.Thursday,
        "FR" => IsoDayOfWeek.Friday,
        "SA" => IsoDayOfWeek.Saturday,
        "SU" => IsoDayOfWeek.Sunday,
        _ => IsoDayOfWeek.None,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000 ? number : null;
}
