using System.ComponentModel.DataAnnotations;

namespace Hitl.Gateway.Watchdog;

/// <summary>How it is watched that escalations really run. Bound from <c>Hitl:Watchdog</c>; checked before the host starts.</summary>
public sealed record WatchdogOptions
{
    /// <summary>How often open stages are looked at. Default 15 s; allowed 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How late a reminder, coverage or the end of a stage may be before it is an alarm. Default 2 minutes; allowed 1 second to 1 hour.</summary>
    /// <remarks>Cards are tried for about a minute before a stage is passed on, and its reminders wait that long.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Address that is called while everything is on time, so that somebody outside notices when it is not. Default none.</summary>
    public Uri? HeartbeatUrl { get; init; }

    /// <summary>How often it is called. Default 1 minute; allowed 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromMinutes(1);
}
