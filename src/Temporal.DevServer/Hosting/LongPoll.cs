namespace Temporal.DevServer.Hosting;

/// <summary>How long a call may be held: a second less than its caller waits, and never longer than a fixed bound.</summary>
internal sealed class LongPoll(TimeProvider time, TimeSpan? callerWaits, TimeSpan atMost, CancellationToken cancel)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly long _started = time.GetTimestamp();
    private readonly TimeSpan _budget = Budget(callerWaits, atMost);

    internal CancellationToken Cancel { get; } = cancel;

    internal TimeProvider Time { get; } = time;

    internal TimeSpan Waited => Time.GetElapsedTime(_started);

    internal TimeSpan Remaining => Cancel.IsCancellationRequested ? TimeSpan.Zero : _budget - Time.GetElapsedTime(_started);

    private static TimeSpan Budget(TimeSpan? callerWaits, TimeSpan atMost)
    {
        if (callerWaits is not { } patience) return atMost;
        // A caller with less than two seconds gets half of them, so that it still hears the empty answer.
        var early = patience > 2 * Margin ? patience - Margin : patience / 2;
        return early < atMost ? early : atMost;
    }
}
