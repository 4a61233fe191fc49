using System.ComponentModel.DataAnnotations;

namespace Hitl.Activities.Coverage;

/// <summary>Where the escalation worker learns who is there. Bound from <c>Hitl:Coverage</c>; checked before the host starts.</summary>
public sealed record CoverageOptions
{
    /// <summary>Path of the schedule file: absences and calendars beside the catalog. Default none.</summary>
    public string? ScheduleFile { get; init; }

    /// <summary>How often the schedule file is looked at. Default 10 s; allowed 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ScheduleEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often each calendar is read. Default 5 minutes; allowed 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CalendarEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How old a calendar may be before nothing follows from it any more. Default 1 hour; allowed 0 seconds to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far ahead calendars are read. Default 60 days; allowed 1 to 366 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "366.00:00:00")]
    public TimeSpan Ahead { get; init; } = TimeSpan.FromDays(60);

    /// <summary>How often the chat is asked whether somebody of an open stage is likely to look; zero asks never. Default 30 s; allowed 0 to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan PresenceEvery { get; init; } = TimeSpan.FromSeconds(30);
}
