namespace Temporal.DevServer.TimeSkipping;

/// <summary>The server's clock: read once at the start, counted by the monotonic source from then on, plus whatever was skipped. Never goes back.</summary>
/// <remarks>A step of the machine's wall clock moves nothing here: no timer fires early because somebody set the clock.</remarks>
/// <param name="time">The source of time.</param>
/// <param name="origin">Where it begins; null to take this process's clock.</param>
/// <param name="started">The timestamp at which <paramref name="origin"/> was read: what passed since then is counted too. Null for now.</param>
internal sealed class ServerClock(TimeProvider time, DateTimeOffset? origin = null, long? started = null)
{
    private readonly long _origin = (origin ?? time.GetUtcNow()).UtcTicks;
    private readonly long _started = started ?? time.GetTimestamp();
    private long _skipped;

    internal TimeProvider Time { get; } = time;

    /// <summary>Now, in ticks UTC.</summary>
    internal long Now => _origin + Time.GetElapsedTime(_started).Ticks + Interlocked.Read(ref _skipped);

    /// <summary>Jumps ahead to that time; does nothing if it has passed.</summary>
    internal void SkipTo(long ticks)
    {
        var ahead = ticks - Now;
        if (ahead > 0) Interlocked.Add(ref _skipped, ahead);
    }
}
