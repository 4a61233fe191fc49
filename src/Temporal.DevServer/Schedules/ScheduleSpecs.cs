using Temporal.DevServer.Calendars;
using Temporal.DevServer.State;
using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace Temporal.DevServer.Schedules;

/// <summary>Brings a schedule into the one form it is kept and described in.</summary>
internal static class ScheduleSpecs
{
    private static readonly long DefaultCatchup = TimeSpan.FromDays(365).Ticks;
    private static readonly long ShortestCatchup = TimeSpan.FromSeconds(10).Ticks;

    /// <summary>Cron strings and textual calendars become structured ones, and defaults are spelled out.</summary>
    /// <exception cref="FormatException">Something in it cannot be understood; the message says what.</exception>
    internal static Schedule Normalize(Schedule given, string seed)
    {
        var schedule = given.Clone();
        schedule.Spec ??= new();
        schedule.Policies ??= new();
        schedule.State ??= new();
        if (schedule.Policies.OverlapPolicy == ScheduleOverlapPolicy.Unspecified) schedule.Policies.OverlapPolicy = ScheduleOverlapPolicy.Skip;
        var catchup = Ticks.From(schedule.Policies.CatchupWindow);
        schedule.Policies.CatchupWindow = Ticks.ToDuration(catchup == 0 ? DefaultCatchup : Math.Max(catchup, ShortestCatchup));
        NormalizeSpec(schedule.Spec);
        // Compiled once to see that it can be.
        _ = new ScheduleTimes(schedule.Spec, seed);
        return schedule;
    }

    private static void NormalizeSpec(ScheduleSpec spec)
    {
        foreach (var text in spec.CronString) AddCron(spec, CronText.Parse(text));
        spec.CronString.Clear();
        spec.StructuredCalendar.Add(spec.Calendar.Select(Structured));
        spec.Calendar.Clear();
        spec.ExcludeStructuredCalendar.Add(spec.ExcludeCalendar.Select(Structured));
        spec.ExcludeCalendar.Clear();
        foreach (var interval in spec.Interval)
        {
            var every = Ticks.From(interval.Interval);
            if (every < Ticks.Second) throw new FormatException("interval is too small");
            if (Ticks.From(interval.Phase) is var phase && (phase < 0 || phase >= every)) throw new FormatException("phase cannot be negative or greater than interval");
        }
        if (Ticks.From(spec.Jitter) < 0) throw new FormatException("jitter cannot be negative");
    }

    private static void AddCron(ScheduleSpec spec, CronText cron)
    {
        if (cron.Calendar is not null) spec.StructuredCalendar.Add(cron.Calendar);
        if (cron.Interval is not null) spec.Interval.Add(cron.Interval);
        if (cron.TimeZone is null) return;
        if (spec.TimezoneName.Length > 0 && spec.TimezoneName != cron.TimeZone) throw new FormatException("inconsistent time zones");
        spec.TimezoneName = cron.TimeZone;
    }

    private static StructuredCalendarSpec Structured(CalendarSpec calendar)
    {
        var structured = new StructuredCalendarSpec
        {
            Second = { Parse(CalendarField.Second, calendar.Second, "0") },
            Minute = { Parse(CalendarField.Minute, calendar.Minute, "0") },
            Hour = { Parse(CalendarField.Hour, calendar.Hour, "0") },
            DayOfMonth = { Parse(CalendarField.DayOfMonth, calendar.DayOfMonth, "*") },
            Month = { Parse(CalendarField.Month, calendar.Month, "*") },
            DayOfWeek = { Parse(CalendarField.DayOfWeek, calendar.DayOfWeek, "*") },
            Comment = calendar.Comment,
        };
        if (calendar.Year is not ("" or "*")) structured.Year.Add(CalendarField.Year.Parse(calendar.Year));
        return structured;
    }

    private static IEnumerable<Range> Parse(CalendarField field, string text, string whenEmpty) => field.Parse(text.Length == 0 ? whenEmpty : text);
}
