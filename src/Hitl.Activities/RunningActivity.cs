using Temporalio.Activities;

namespace Hitl.Activities;

/// <summary>The activity that runs now; outside one (a test that calls the method itself) nothing is cancelled.</summary>
internal static class RunningActivity
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    public static CancellationToken Cancel =>
        ActivityExecutionContext.HasCurrent ? ActivityExecutionContext.Current.CancellationToken : CancellationToken.None;

    /// <summary>Heartbeats until disposed, so that a worker that dies is noticed within seconds instead of at the end of a long timeout.</summary>
    public static IDisposable Heartbeats(TimeProvider time)
    {
        if (!ActivityExecutionContext.HasCurrent) return time.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var context = ActivityExecutionContext.Current;
        return time.CreateTimer(_ => context.Heartbeat(), null, Beat, Beat);
    }
}
