namespace Temporal.Tests.DevServer;

/// <summary>Waits for something another thread is about to bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < Patience, "The condition did not come to hold.");
            await Task.Yield();
        }
    }
}
