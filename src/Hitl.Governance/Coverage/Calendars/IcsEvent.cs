using NodaTime;
using NodaTime.Text;

namespace Hitl.Governance.Coverage.Calendars;

/// <summary>One event of a calendar, as far as being away is concerned.</summary>
internal sealed record IcsEvent(string Uid, IcsTime Start, Duration Length, int LengthDays, IcsRule? Rule, IReadOnlyList<IcsTime> Except, IcsTime? Replaces)
{
    private static readonly Duration Longest = Duration.FromDays(36_600);

    /// <summary>Whether an event of these lines means that the person cannot be asked.</summary>
    /// <param name="lines">The event's own lines.</param>
    /// <param name="isEverything">True for a calendar of absences; otherwise only what is marked as out of office.</param>
    public static bool Counts(IReadOnlyList<IcsLine> lines, bool isEverything)
    {
        if (ValueOf(lines, "STATUS") == "CANCELLED") return false;
        if (isEverything) return ValueOf(lines, "TRANSP") != "TRANSPARENT";
        var summary = ValueOf(lines, "SUMMARY");
        return ValueOf(lines, "X-MICROSOFT-CDO-BUSYSTATUS") == "OOF" || summary.StartsWith("OUT OF OFFICE", StringComparison.Ordinal)
            || summary == "OOO" || summary.StartsWith("OOO ", StringComparison.Ordinal) || summary.StartsWith("OOO:", StringComparison.Ordinal);
    }

    /// <summary>What names the event, and every exception to it.</summary>
    public static string UidOf(IReadOnlyList<IcsLine> lines) => Line(lines, "UID")?.Value ?? "";

    /// <summary>Whether the lines are of one day's exception to an event that repeats.</summary>
    public static bool IsException(IReadOnlyList<IcsLine> lines) => lines.Any(line => line.Name == "RECURRENCE-ID");

    /// <summary>Reads an event; null when it says something that is not understood here.</summary>
    public static IcsEvent? Read(IReadOnlyList<IcsLine> lines, DateTimeZone home)
    {
        if (Line(lines, "DTSTART") is not { } begin || IcsTime.Read(begin, begin.Value, home) is not { } start) return null;
        if (lines.Any(line => line.Name is "RDATE" or "EXRULE") || lines.Count(line => line.Name == "RRULE") > 1) return null;
        var (isKnown, length, days) = LengthOf(lines, start, home);
        var rule = Line(lines, "RRULE") is { } repeats ? IcsRule.Read(repeats, home) : null;
        var except = lines.Where(line => line.Name == "EXDATE").SelectMany(line => line.Value.Split(',').Select(value => IcsTime.Read(line, value, home))).ToList();
        var replaces = Line(lines, "RECURRENCE-ID") is { } one ? IcsTime.Read(one, one.Value, home) : null;
        var isUnderstood = isKnown && !except.Contains(null) && (rule is not null || Line(lines, "RRULE") is null) && (replaces is not null || !IsException(lines));
        return isUnderstood ? new(UidOf(lines), start, length, days, rule, [.. except.OfType<IcsTime>()], replaces) : null;
    }

    /// <summary>When it takes place, in the order of time; an event that repeats may have no end.</summary>
    public IEnumerable<Interval> Times() => (Rule?.DaysFrom(Start) ?? [Start.Local.Date]).Select(Start.On).Where(start => !Except.Any(other => IsAt(other, start))).Select(At);

    /// <summary>The event without the one time that another event replaces.</summary>
    public IcsEvent Without(IcsTime time) => this with { Except = [.. Except, time] };

    private static bool IsAt(IcsTime one, IcsTime other) => one.IsDate || other.IsDate ? one.Local.Date == other.Local.Date : one.Instant == other.Instant;

    private Interval At(IcsTime start) => Start.IsDate
        ? new(start.Instant, start.On(start.Local.Date.PlusDays(LengthDays)).Instant)
        : new(start.Instant, start.Instant + Length);

    // Whole days are counted in days: one on which the clocks change is one day all the same.
    private static (bool IsKnown, Duration Length, int Days) LengthOf(IReadOnlyList<IcsLine> lines, IcsTime start, DateTimeZone home)
    {
        if (Line(lines, "DTEND") is { } end)
        {
            if (IcsTime.Read(end, end.Value, home) is not { } until || until.IsDate != start.IsDate || until.Instant < start.Instant) return (false, default, 0);
            return (true, until.Instant - start.Instant, Period.DaysBetween(start.Local.Date, until.Local.Date));
        }

        if (Line(lines, "DURATION") is not { } duration) return (true, Duration.Zero, 1);
        return DurationOf(duration.Value) is { } length && length >= Duration.Zero && length <= Longest ? (true, length, Math.Max(1, (int)Math.Ceiling(length.TotalDays))) : (false, default, 0);
    }

    private static Duration? DurationOf(string text)
    {
        try
        {
            return PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { Years: 0, Months: 0 } period } ? period.ToDuration() : null;
        }
        catch (OverflowException)
        {
            // The pattern takes numbers that no length of time has.
            return null;
        }
    }

    private static IcsLine? Line(IReadOnlyList<IcsLine> lines, string name) => lines.FirstOrDefault(line => line.Name == name);

    private static string ValueOf(IReadOnlyList<IcsLine> lines, string name) => (Line(lines, name)?.Value ?? "").Trim().ToUpperInvariant();
}
