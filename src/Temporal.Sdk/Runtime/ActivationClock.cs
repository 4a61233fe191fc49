using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Temporalio.Runtime;

/// <summary>Notices an activation that takes too long: code that blocks, or computes for longer than a workflow may.</summary>
internal sealed class ActivationClock(string runId, TimeSpan limit, TimeProvider time)
{
    private const long Idle = long.MinValue;

    private long _startedAt = Idle;

    /// <summary>Runs one activation on the clock.</summary>
    internal T Time<T>(Func<T> activation)
    {
        Volatile.Write(ref _startedAt, time.GetTimestamp());
        try
        {
            return activation();
        }
        finally
        {
            Volatile.Write(ref _startedAt, Idle);
        }
    }

    /// <summary>Runs any number of activations on another thread and gives up when one of them exceeds the limit.</summary>
    /// <exception cref="WorkflowDeadlockException">One exceeded the limit; its thread is still busy.</exception>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "The task is this method's own.")]
    internal async Task<T> WatchAsync<T>(Func<T> activations)
    {
        var running = Task.Run(activations);
        if (limit == Timeout.InfiniteTimeSpan) return await running.ConfigureAwait(false);
        while (true)
        {
            try
            {
                return await running.WaitAsync(Remaining(), time).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!running.IsCompleted)
            {
                if (Remaining() <= TimeSpan.Zero) throw new WorkflowDeadlockException(Message(), running);
            }
        }
    }

    private string Message() => string.Create(
        CultureInfo.InvariantCulture,
        $"[TMPRL1101] Potential deadlock: workflow run {runId} deadlocked, it did not yield within {limit.TotalSeconds:0.###} s. "
        + $"Workflow code must neither block nor compute for long; use an activity.");

    private TimeSpan Remaining()
    {
        var startedAt = Volatile.Read(ref _startedAt);
        if (startedAt == Idle) return limit;
        var left = limit - time.GetElapsedTime(startedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
