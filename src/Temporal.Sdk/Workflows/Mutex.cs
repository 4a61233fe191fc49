namespace Temporalio.Workflows;

/// <summary>Lets one task of a workflow at a time past. A <see cref="Semaphore"/> with one permit.</summary>
public class Mutex
{
    private readonly Semaphore _semaphore = new(1);

    /// <summary>Waits for the mutex.</summary>
    /// <param name="cancellationToken">Gives the wait up. Default: the workflow's own token.</param>
    /// <returns>Completes when the caller has it, and has to call <see cref="ReleaseMutex"/>.</returns>
    public Task WaitOneAsync(CancellationToken? cancellationToken = null) => _semaphore.WaitAsync(cancellationToken);

    /// <summary>Waits for the mutex, for some time.</summary>
    /// <param name="millisecondsTimeout">Longest wait in milliseconds; 0 only tries, -1 waits for ever.</param>
    /// <param name="cancellationToken">Gives the wait up. Default: the workflow's own token.</param>
    /// <returns>Whether the caller has it, and has to call <see cref="ReleaseMutex"/>.</returns>
    public Task<bool> WaitOneAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        _semaphore.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <summary>Waits for the mutex, for some time.</summary>
    /// <param name="timeout">Longest wait; zero only tries, <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</param>
    /// <param name="cancellationToken">Gives the wait up. Default: the workflow's own token.</param>
    /// <returns>Whether the caller has it, and has to call <see cref="ReleaseMutex"/>.</returns>
    public Task<bool> WaitOneAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        _semaphore.WaitAsync(timeout, cancellationToken);

    /// <summary>Lets the next one in.</summary>
    /// <exception cref="InvalidOperationException">Nobody has the mutex.</exception>
    public void ReleaseMutex() => _semaphore.Release();
}
