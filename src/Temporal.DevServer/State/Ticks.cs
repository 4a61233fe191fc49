namespace Temporal.DevServer.State;

/// <summary>Engine time: .NET ticks since 0001-01-01 UTC, cheap to compare and store.</summary>
internal static class Ticks
{
    internal const long Second = TimeSpan.TicksPerSecond;

    internal static Timestamp ToTimestamp(long ticks) => Timestamp.FromDateTime(new DateTime(ticks, DateTimeKind.Utc));

    internal static Timestamp? ToTimestampOrNull(long ticks) => ticks == 0 ? null : ToTimestamp(ticks);

    internal static long From(Timestamp time) => time.ToDateTime().Ticks;

    /// <summary>Zero for an absent duration; durations beyond what ticks can hold are cut to a hundred years.</summary>
    internal static long From(Duration? duration)
    {
        const long century = 100L * 365 * 24 * 3600;
        if (duration is null) return 0;
        var seconds = Math.Clamp(duration.Seconds, -century, century);
        return seconds * Second + duration.Nanos / 100;
    }

    internal static Duration ToDuration(long ticks) => Duration.FromTimeSpan(TimeSpan.FromTicks(ticks));
}
