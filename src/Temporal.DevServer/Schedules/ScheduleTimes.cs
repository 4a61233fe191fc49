using System.Security.Cryptography;
using System.Text;
using Temporal.DevServer.Calendars;
using Temporal.DevServer.State;
using Temporalio.Api.Schedule.V1;

namespace Temporal.DevServer.Schedules;

/// <summary>The times a schedule's specification means: calendars and intervals together, without what is excluded.</summary>
internal sealed class ScheduleTimes
{
    /// <summary>Excluded times in a row after which there is taken to be none.</summary>
    private const int LongestSearch = 100_000;

    private readonly ScheduleSpec _spec;
    private readonly string _seed;
    private readonly List<CalendarMatcher> _calendars;
    private readonly List<CalendarMatcher> _excluded;
    private readonly long _first;
    private readonly long _last;

    /// <param name="spec">As <see cref="ScheduleSpecs.Normalize"/> leaves it.</param>
    /// <param name="seed">Makes the jitter of one schedule differ from another's.</param>
    /// <exception cref="FormatException">The specification cannot be understood.</exception>
    internal ScheduleTimes(ScheduleSpec spec, string seed)
    {
        (_spec, _seed) = (spec, seed);
        var zone = TimeZones.Find(spec.TimezoneName);
        _calendars = [.. spec.StructuredCalendar.Select(c => new CalendarMatcher(c, zone))];
        _excluded = [.. spec.ExcludeStructuredCalendar.Select(c => new CalendarMatcher(c, zone))];
        _first = spec.StartTime is { } start ? Ticks.From(start) : 0;
        _last = spec.EndTime is { } end ? Ticks.From(end) : long.MaxValue;
    }

    /// <summary>The first time after the given one; null when there is none.</summary>
    internal ScheduleTime? NextAfter(long ticks)
    {
        if (NominalAfter(ticks) is not { } nominal) return null;
        var jitter = Ticks.From(_spec.Jitter);
        if (jitter <= 0) return new(nominal, nominal);
        // Never beyond the next time, so that times keep their order.
        var room = NominalAfter(nominal) is { } next ? Math.Min(jitter, next - nominal) : jitter;
        return new(nominal, nominal + (long)(Share(nominal) * room) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
    }

    private long? NominalAfter(long ticks)
    {
        var at = Math.Max(ticks, _first - 1);
        for (var i = 0; i < LongestSearch; i++)
        {
            if (Earliest(at) is not { } next || next > _last) return null;
            if (!_excluded.Exists(e => e.Matches(next))) return next;
            at = next;
        }
        return null;
    }

    private long? Earliest(long after)
    {
        long? earliest = null;
        foreach (var calendar in _calendars)
        {
            if (calendar.NextAfter(after) is { } next && (earliest is null || next < earliest)) earliest = next;
        }
        foreach (var interval in _spec.Interval)
        {
            var (every, phase) = (Ticks.From(interval.Interval), Ticks.From(interval.Phase));
            // Counted from the Unix epoch, whenever the schedule was made.
            var since = after - DateTime.UnixEpoch.Ticks - phase;
            var next = DateTime.UnixEpoch.Ticks + phase + (long)Math.Floor((double)since / every) * every;
            while (next <= after) next += every;
            if (earliest is null || next < earliest) earliest = next;
        }
        return earliest;
    }

    /// <summary>From 0 to 1, the same each time it is asked.</summary>
    private double Share(long nominal)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_seed}/{nominal}"));
        return BitConverter.ToUInt32(hash) / (double)uint.MaxValue;
    }
}
