namespace Temporal.DevServer.TimeSkipping;

/// <summary>The server's clock: the system's plus whatever was skipped. Never goes back.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private long _skipped;

    internal TimeProvider Time { get; } = time;

    /// <summary>Now, in ticks UTC.</summary>
    internal long Now => Time.GetUtcNow().UtcTicks + Interlocked.Read(ref _skipped);

    /// <summary>Jumps ahead to that time; does nothing if it has passed.</summary>
    internal void SkipTo(long ticks)
    {
        var ahead = ticks - Now;
        if (ahead > 0) Interlocked.Add(ref _skipped, ahead);
    }
}
