namespace Hitl.Tests.Sandbox.Running;

/// <summary>Waits for a condition that other threads bring about; the test's own timeout is the limit.</summary>
internal static class Eventually
{
    public static async Task True(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
