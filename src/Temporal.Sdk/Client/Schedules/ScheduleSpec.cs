using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Client.Schedules;

/// <summary>When a schedule acts: at any of the calendars', intervals' and cron lines' times, but those skipped.</summary>
public record ScheduleSpec
{
    /// <summary>Times of the calendar. Default none.</summary>
    public IReadOnlyCollection<ScheduleCalendarSpec> Calendars { get; init; } = [];

    /// <summary>Times at even distances. Default none.</summary>
    public IReadOnlyCollection<ScheduleIntervalSpec> Intervals { get; init; } = [];

    /// <summary>Cron lines; the server turns them into calendars. Default none.</summary>
    public IReadOnlyCollection<string> CronExpressions { get; init; } = [];

    /// <summary>Times left out. Default none.</summary>
    public IReadOnlyCollection<ScheduleCalendarSpec> Skip { get; init; } = [];

    /// <summary>Nothing happens before, UTC. Default no bound.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>Nothing happens after, UTC. Default no bound.</summary>
    public DateTime? EndAt { get; init; }

    /// <summary>Each action is late by a random time up to this, but not past the next one. Default none.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>IANA name of the time zone of the calendars, such as <c>Europe/Berlin</c>. Default UTC.</summary>
    public string? TimeZoneName { get; init; }

    internal static ScheduleSpec FromProto(Api.Schedule.V1.ScheduleSpec proto) => new()
    {
        Calendars = [.. proto.StructuredCalendar.Select(ScheduleCalendarSpec.FromProto)],
        Intervals = [.. proto.Interval.Select(ScheduleIntervalSpec.FromProto)],
        CronExpressions = proto.CronString,
        Skip = [.. proto.ExcludeStructuredCalendar.Select(ScheduleCalendarSpec.FromProto)],
        StartAt = proto.StartTime?.ToDateTime(),
        EndAt = proto.EndTime?.ToDateTime(),
        Jitter = proto.Jitter?.ToTimeSpan(),
        TimeZoneName = proto.TimezoneName.Length == 0 ? null : proto.TimezoneName,
    };

    internal Api.Schedule.V1.ScheduleSpec ToProto() => new()
    {
        StructuredCalendar = { Calendars.Select(calendar => calendar.ToProto()) },
        Interval = { Intervals.Select(interval => interval.ToProto()) },
        CronString = { CronExpressions },
        ExcludeStructuredCalendar = { Skip.Select(calendar => calendar.ToProto()) },
        StartTime = StartAt is { } start ? Timestamp.FromDateTime(start) : null,
        EndTime = EndAt is { } end ? Timestamp.FromDateTime(end) : null,
        Jitter = Jitter is { } jitter ? Duration.FromTimeSpan(jitter) : null,
        TimezoneName = TimeZoneName ?? "",
    };
}
