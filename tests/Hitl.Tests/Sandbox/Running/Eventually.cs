namespace Hitl.Tests.Sandbox.Running;

/// <summary>Waits for a condition that other threads bring about; the test's own timeout is the limit.</summary>
internal static class Eventually
{
    public static async Task True(Func<bool> condition)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition()) await looks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition()) await looks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
