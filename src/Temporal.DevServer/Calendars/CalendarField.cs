using System.Globalization;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace Temporal.DevServer.Calendars;

/// <summary>One field of a calendar: its bounds, its names, and how its text is read.</summary>
internal sealed record CalendarField(string Name, int Lowest, int Highest, string[] Words)
{
    private static readonly string[] Months = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    internal static CalendarField Second { get; } = new("Second", 0, 59, []);

    internal static CalendarField Minute { get; } = new("Minute", 0, 59, []);

    internal static CalendarField Hour { get; } = new("Hour", 0, 23, []);

    internal static CalendarField DayOfMonth { get; } = new("DayOfMonth", 1, 31, []);

    internal static CalendarField Month { get; } = new("Month", 1, 12, Months);

    internal static CalendarField Year { get; } = new("Year", 2000, 2100, []);

    /// <summary>Sunday is 0, and 7 as well.</summary>
    internal static CalendarField DayOfWeek { get; } = new("DayOfWeek", 0, 7, Days);

    /// <summary>Reads lists, ranges, steps and names; a star is everything.</summary>
    /// <exception cref="FormatException">The text fits no field; the message says why.</exception>
    internal IEnumerable<Range> Parse(string text) => text.Split(',').Select(ParsePart);

    /// <exception cref="FormatException">A range leaves the field's bounds.</exception>
    internal Range Check(Range range)
    {
        var end = Math.Max(range.Start, range.End);
        if (range.Start < Lowest || end > Highest || range.Step < 0) throw new FormatException($"{Name} is not in range [{Lowest}-{Highest}]");
        return new() { Start = range.Start, End = end, Step = Math.Max(1, range.Step) };
    }

    private Range ParsePart(string part)
    {
        var stepped = part.Split('/');
        if (stepped.Length > 2) throw new FormatException($"{Name} has too many slashes: {part}");
        var step = stepped.Length == 2 ? Number(stepped[1]) : 1;
        if (step < 1) throw new FormatException($"{Name} has a step below 1: {part}");
        var whole = stepped[0].Trim();
        if (whole is "*" or "?") return new() { Start = Lowest, End = this == DayOfWeek ? 6 : Highest, Step = step };
        var ends = whole.Split('-');
        if (ends.Length > 2) throw new FormatException($"{Name} has too many dashes: {part}");
        var start = Value(ends[0]);
        // A start with a step but no end goes on to the field's own end.
        var end = ends.Length == 2 ? Value(ends[1]) : stepped.Length == 2 ? Highest : start;
        if (end < start) throw new FormatException($"{Name} has an end before its start: {part}");
        return Check(new() { Start = start, End = end, Step = step });
    }

    private int Value(string text)
    {
        var word = Array.FindIndex(Words, w => w.Length > 0 && text.Trim().StartsWith(w, StringComparison.OrdinalIgnoreCase));
        return word >= 0 ? word : Number(text);
    }

    private int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{Name} is not a number: {text}");
}
