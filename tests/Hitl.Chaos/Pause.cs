namespace Hitl.Chaos;

/// <summary>Paces the load and the faults. Nothing waits here for something to have happened.</summary>
internal static class Pause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static async Task ForAsync(TimeSpan length, CancellationToken cancel)
    {
        if (length < Shortest) return;
        using var timer = new PeriodicTimer(length);
        await timer.WaitForNextTickAsync(cancel);
    }
}
