using System.Diagnostics;

namespace Hitl.Benchmarks;

/// <summary>Two shapes of load: callers that wait for their answer, and arrivals that do not wait for anybody.</summary>
internal static class Load
{
    /// <summary>A timer cannot be set for less.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Closed loop: this many callers, each calling again as soon as it was answered.</summary>
    /// <returns>Calls per second over the whole time.</returns>
    public static async Task<double> ClosedAsync(int callers, TimeSpan length, Latencies latencies, Func<int, Task> call, CancellationToken over = default)
    {
        var started = Stopwatch.GetTimestamp();
        var calls = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < length && !over.IsCancellationRequested)
            {
                var from = Stopwatch.GetTimestamp();
                await call(caller);
                latencies.Add(Stopwatch.GetElapsedTime(from));
                Interlocked.Increment(ref calls);
            }
        })));
        return calls / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Open loop: arrivals at a fixed rate whatever the system does; latency counts from the intended start.</summary>
    public static async Task OpenAsync(double perSecond, int count, Latencies latencies, Func<int, Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        var running = new List<Task>(count);
        for (var i = 0; i < count; i++)
        {
            var intended = TimeSpan.FromSeconds(i / perSecond);
            var wait = intended - Stopwatch.GetElapsedTime(started);
            if (wait >= ShortestWait) await WaitAsync(wait);
            running.Add(OneAsync(i, intended));
        }

        await Task.WhenAll(running);

        async Task OneAsync(int index, TimeSpan intended)
        {
            await Task.Yield();
            await call(index);
            latencies.Add(Stopwatch.GetElapsedTime(started) - intended);
        }
    }

    private static async Task WaitAsync(TimeSpan wait)
    {
        using var timer = new PeriodicTimer(wait);
        await timer.WaitForNextTickAsync();
    }
}
