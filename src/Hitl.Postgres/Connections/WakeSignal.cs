namespace Hitl.Postgres.Connections;

/// <summary>Wakes one waiter; set while nobody waits, it wakes the next one at once, so no commit between a look and a wait is missed.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);
    private readonly Lock _gate = new();

    public void Set()
    {
        lock (_gate)
        {
            if (_set.CurrentCount == 0) _set.Release();
        }
    }

    /// <summary>True when set, false after the timeout.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancel) => _set.WaitAsync(timeout, cancel);

    public void Dispose() => _set.Dispose();
}
