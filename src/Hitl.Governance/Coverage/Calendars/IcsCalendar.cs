using Hitl.Governance.Coverage.Schedules;
using NodaTime;

namespace Hitl.Governance.Coverage.Calendars;

/// <summary>Reads when somebody is away from an iCalendar text. Bounded, and honest: what it does not understand is a problem, never 'nothing there'.</summary>
/// <remarks>Source: RFC 5545; of repetitions daily and weekly ones with COUNT, UNTIL, INTERVAL, BYDAY and EXDATE. Texts of events are neither kept nor shown.</remarks>
public static class IcsCalendar
{
    /// <summary>Largest calendar, in UTF-16 characters.</summary>
    public const int MaxCharacters = 1_000_000;

    private const int MostTimes = 100_000;
    private const int MostStretches = 500;

    /// <summary>Reads the stretches in which the person is away within a span.</summary>
    /// <param name="text">The calendar.</param>
    /// <param name="zone">IANA zone of whole days and of times that name none.</param>
    /// <param name="isEverything">True when every event of it is an absence; otherwise only what is marked as out of office.</param>
    /// <param name="from">First moment, UTC.</param>
    /// <param name="until">Last moment, exclusive, UTC.</param>
    public static CalendarReading Read(string text, string zone, bool isEverything, DateTimeOffset from, DateTimeOffset until)
    {
        if (text.Length > MaxCharacters) return new(null, $"it has {text.Length} characters, {MaxCharacters} are read");
        if (IcsLine.ReadAll(text) is not { Count: > 1 } lines || !Is(lines[0], "BEGIN", "VCALENDAR") || !Is(lines[^1], "END", "VCALENDAR")) return new(null, "it is no whole iCalendar");
        var home = lines.FirstOrDefault(line => line.Name == "X-WR-TIMEZONE") is { } named ? TimeZones.FindAny(named.Value) ?? TimeZones.Of(zone) : TimeZones.Of(zone);
        if (EventLines(lines) is not { } all) return new(null, "an event of it has no end");
        var events = new List<IcsEvent>();
        var counted = all.Where(one => IcsEvent.Counts(one, isEverything)).Select(IcsEvent.UidOf).ToHashSet(StringComparer.Ordinal);
        foreach (var one in all.Where(one => IcsEvent.Counts(one, isEverything) || (IcsEvent.IsException(one) && counted.Contains(IcsEvent.UidOf(one)))))
        {
            if (IcsEvent.Read(one, home) is not { } read) return new(null, "it has an event that repeats or lies in time in a way that is not understood");
            // An exception that is no absence still takes the time it replaces away.
            events.Add(IcsEvent.Counts(one, isEverything) ? read : read with { Length = Duration.Zero, LengthDays = 0 });
        }

        return Stretches(Replace(events), new(Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(until)));
    }

    private static List<List<IcsLine>>? EventLines(List<IcsLine> lines)
    {
        var events = new List<List<IcsLine>>();
        List<IcsLine>? current = null;
        var inner = 0;
        foreach (var line in lines)
        {
            if (Is(line, "BEGIN", "VEVENT") && current is null) current = [];
            else if (current is null) continue;
            else if (line.Name == "BEGIN") inner++;
            else if (line.Name == "END" && inner > 0) inner--;
            else if (Is(line, "END", "VEVENT"))
            {
                events.Add(current);
                current = null;
            }
            else if (inner == 0) current.Add(line);
        }

        return current is null ? events : null;
    }

    private static IEnumerable<IcsEvent> Replace(List<IcsEvent> events) => events.Select(one => one.Rule is null
        ? one
        : events.Where(other => other.Replaces is not null && other.Uid == one.Uid).Aggregate(one, (rest, other) => rest.Without(other.Replaces!)));

    private static CalendarReading Stretches(IEnumerable<IcsEvent> events, Interval span)
    {
        var (found, looked) = (new List<Interval>(), 0);
        foreach (var one in events)
        {
            foreach (var time in one.Times().TakeWhile(time => time.Start < span.End))
            {
                if (++looked > MostTimes) return new(null, $"its events repeat more than {MostTimes} times");
                if (time.End > span.Start && time.Duration > Duration.Zero) found.Add(time);
            }
        }

        var joined = new List<Interval>();
        foreach (var time in found.OrderBy(time => time.Start))
        {
            if (joined.Count > 0 && time.Start <= joined[^1].End) joined[^1] = new(joined[^1].Start, Instant.Max(joined[^1].End, time.End));
            else joined.Add(time);
        }

        return joined.Count > MostStretches
            ? new(null, $"it has more than {MostStretches} absences")
            : new([.. joined.Select(time => new AwayStretch(time.Start.ToDateTimeOffset(), time.End.ToDateTimeOffset()))], null);
    }

    private static bool Is(IcsLine line, string name, string value) => line.Name == name && string.Equals(line.Value.Trim(), value, StringComparison.OrdinalIgnoreCase);
}
