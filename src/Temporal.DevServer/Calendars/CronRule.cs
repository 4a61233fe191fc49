using Temporal.DevServer.State;
using Temporalio.Api.Schedule.V1;

namespace Temporal.DevServer.Calendars;

/// <summary>The cron schedule of a workflow: when its next run may begin.</summary>
internal sealed class CronRule
{
    private readonly List<CalendarMatcher> _calendars = [];
    private readonly long _every;

    private CronRule(CronText text)
    {
        var zone = TimeZones.Find(text.TimeZone ?? "");
        _every = Ticks.From(text.Interval?.Interval);
        if (text.Calendar is not { } calendar) return;
        if (calendar.DayOfMonth.Sum(r => r.End - r.Start + 1) < 31 && calendar.DayOfWeek.Sum(r => r.End - r.Start + 1) < 7)
        {
            // Where both days are given, classic cron takes either.
            _calendars.Add(new(Without(calendar, c => c.DayOfWeek.Clear()), zone));
            _calendars.Add(new(Without(calendar, c => c.DayOfMonth.Clear()), zone));
        }
        else
        {
            _calendars.Add(new(calendar, zone));
        }
    }

    /// <exception cref="FormatException">The text is no cron schedule.</exception>
    internal static CronRule Parse(string text) => new(CronText.Parse(text));

    /// <summary>Null when the text may be used as a cron schedule, else Temporal's wording.</summary>
    internal static string? Check(string text)
    {
        if (text.Length == 0) return null;
        try
        {
            _ = Parse(text);
            return null;
        }
        catch (FormatException wrong)
        {
            return $"invalid CronSchedule: {wrong.Message}";
        }
    }

    /// <summary>Ticks to wait from a close until the next run; null when there is no next time.</summary>
    internal long? WaitAfter(long startTicks, long closeTicks)
    {
        if (_every > 0)
        {
            // Intervals count from the run's own start, and a run that took longer skips what it missed.
            var passed = Math.Max(0, closeTicks - startTicks);
            return _every - passed % _every;
        }
        var next = _calendars.Min(c => c.NextAfter(closeTicks));
        return next is null ? null : next - closeTicks;
    }

    private static StructuredCalendarSpec Without(StructuredCalendarSpec calendar, Action<StructuredCalendarSpec> clear)
    {
        var copy = calendar.Clone();
        clear(copy);
        return copy;
    }
}
