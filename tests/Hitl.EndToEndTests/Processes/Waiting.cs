using System.Diagnostics;

namespace Hitl.EndToEndTests.Processes;

/// <summary>Waits for a condition of another process, which cannot be awaited: asks again until it holds or the time is up.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(string what, Func<Task<bool>> holds, TimeSpan within, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) > within) throw new TimeoutException($"Waited {within.TotalSeconds:0} s in vain for {what}.");
            await pause.WaitForNextTickAsync(cancel);
        }
    }
}
