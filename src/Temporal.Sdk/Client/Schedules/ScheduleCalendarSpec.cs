using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Times of the calendar: those that match a range of every field.</summary>
public record ScheduleCalendarSpec
{
    /// <summary>Zero alone.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> Beginning = [new(0)];

    /// <summary>All days of a month.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllMonthDays = [new(1, 31)];

    /// <summary>All months of a year.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllMonths = [new(1, 12)];

    /// <summary>All days of a week.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllWeekDays = [new(0, 6)];

    /// <summary>Seconds, 0 to 59. Default 0.</summary>
    public IReadOnlyCollection<ScheduleRange> Second { get; init; } = Beginning;

    /// <summary>Minutes, 0 to 59. Default 0.</summary>
    public IReadOnlyCollection<ScheduleRange> Minute { get; init; } = Beginning;

    /// <summary>Hours, 0 to 23. Default 0.</summary>
    public IReadOnlyCollection<ScheduleRange> Hour { get; init; } = Beginning;

    /// <summary>Days of the month, 1 to 31. Default all.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfMonth { get; init; } = AllMonthDays;

    /// <summary>Months, 1 to 12. Default all.</summary>
    public IReadOnlyCollection<ScheduleRange> Month { get; init; } = AllMonths;

    /// <summary>Years. Default empty, which matches all.</summary>
    public IReadOnlyCollection<ScheduleRange> Year { get; init; } = [];

    /// <summary>Days of the week, 0 to 6, 0 being Sunday. Default all.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfWeek { get; init; } = AllWeekDays;

    /// <summary>What is meant by it.</summary>
    public string? Comment { get; init; }

    internal static ScheduleCalendarSpec FromProto(StructuredCalendarSpec proto) => new()
    {
        Second = ScheduleRange.FromProtos(proto.Second),
        Minute = ScheduleRange.FromProtos(proto.Minute),
        Hour = ScheduleRange.FromProtos(proto.Hour),
        DayOfMonth = ScheduleRange.FromProtos(proto.DayOfMonth),
        Month = ScheduleRange.FromProtos(proto.Month),
        Year = ScheduleRange.FromProtos(proto.Year),
        DayOfWeek = ScheduleRange.FromProtos(proto.DayOfWeek),
        Comment = proto.Comment.Length == 0 ? null : proto.Comment,
    };

    internal StructuredCalendarSpec ToProto() => new()
    {
        Second = { ScheduleRange.ToProtos(Second) },
        Minute = { ScheduleRange.ToProtos(Minute) },
        Hour = { ScheduleRange.ToProtos(Hour) },
        DayOfMonth = { ScheduleRange.ToProtos(DayOfMonth) },
        Month = { ScheduleRange.ToProtos(Month) },
        Year = { ScheduleRange.ToProtos(Year) },
        DayOfWeek = { ScheduleRange.ToProtos(DayOfWeek) },
        Comment = Comment ?? "",
    };
}
