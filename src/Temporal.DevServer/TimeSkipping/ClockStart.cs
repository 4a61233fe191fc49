using System.Globalization;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Stores;

namespace Temporal.DevServer.TimeSkipping;

/// <summary>Where the clock begins: timers measure lengths, so a wall clock that was set while no engine ran must not move them.</summary>
internal static class ClockStart
{
    /// <summary>Up to here the wall clock is believed: it is adjusted by little all the time, and the time since boot is read in hundredths.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>Takes the time to begin at and keeps it for the next start.</summary>
    internal static async Task<ServerClock> BeginAsync(DevServerOptions options, IHistoryStore store, StoreOpening opening, ILogger log, CancellationToken cancel)
    {
        // A clock given on purpose is the truth; else the store's is, because this machine's may be off.
        var time = options.TimeProvider;
        var started = time.GetTimestamp();
        var wall = time.GetUtcNow() + (time == TimeProvider.System ? opening.Ahead : TimeSpan.Zero);
        if (options.TimeSkipping || Boot(time) is not { } boot) return new(time, wall, started);

        var counted = opening.Anchor is { } anchor && anchor.Boot == boot.Name ? anchor.NowTicks + boot.UpTicks - anchor.UpTicks : wall.UtcTicks;
        var step = TimeSpan.FromTicks(wall.UtcTicks - counted);
        if (step.Duration() <= Slack || options.TakeWallClock) counted = wall.UtcTicks;
        else
            log.LogWarning(
                "The wall clock was set by {Seconds:0} s while no server ran; timers keep their lengths, and this server goes on from the time it had counted. --take-wall-clock takes the wall clock over instead.",
                step.TotalSeconds);
        await store.AnchorAsync(new(boot.Name, boot.UpTicks, counted), cancel);
        return new(time, new(counted, TimeSpan.Zero), started);
    }

    private static (string Name, long UpTicks)? Boot(TimeProvider time)
    {
        if (time != TimeProvider.System) return ("given", time.GetElapsedTime(0).Ticks);
        const string Id = "/proc/sys/kernel/random/boot_id", Up = "/proc/uptime";
        if (!File.Exists(Id) || !File.Exists(Up)) return null;
        var seconds = File.ReadAllText(Up).Split(' ')[0];
        return (File.ReadAllText(Id).Trim(), (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
    }
}
