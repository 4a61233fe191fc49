namespace Temporalio.Workflows;

/// <summary>Lets a number of tasks of a workflow past at once; what .NET's own cannot do in a way a replay repeats.</summary>
public class Semaphore
{
    private readonly LinkedList<ValueTuple> _waiters = new();

    /// <summary>Creates a semaphore; inside workflows only.</summary>
    /// <param name="initialCount">Number of permits.</param>
    /// <exception cref="InvalidOperationException">Not in a workflow.</exception>
    public Semaphore(int initialCount)
    {
        if (!Workflow.InWorkflow) throw new InvalidOperationException("Cannot use workflow semaphore outside of workflow");
        Max = initialCount;
        CurrentCount = initialCount;
    }

    /// <summary>Number of permits.</summary>
    public int Max { get; init; }

    /// <summary>Number of permits nobody has.</summary>
    public int CurrentCount { get; private set; }

    /// <summary>Waits for a permit.</summary>
    /// <param name="cancellationToken">Gives the wait up. Default: the workflow's own token.</param>
    /// <returns>Completes when the caller has it, and has to call <see cref="Release"/>.</returns>
    public Task WaitAsync(CancellationToken? cancellationToken = null) => AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Waits for a permit, for some time.</summary>
    /// <param name="millisecondsTimeout">Longest wait in milliseconds; 0 only tries, -1 waits for ever.</param>
    /// <param name="cancellationToken">Gives the wait up. Default: the workflow's own token.</param>
    /// <returns>Whether the caller has it, and has to call <see cref="Release"/>.</returns>
    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        AcquireAsync(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken);

    /// <summary>Waits for a permit, for some time.</summary>
    /// <param name="timeout">Longest wait; zero only tries, <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</param>
    /// <param name="cancellationToken">Gives the wait up. Default: the workflow's own token.</param>
    /// <returns>Whether the caller has it, and has to call <see cref="Release"/>.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) => AcquireAsync(timeout, cancellationToken);

    /// <summary>Gives a permit back.</summary>
    /// <exception cref="InvalidOperationException">Nobody has one.</exception>
    public void Release()
    {
        if (CurrentCount >= Max) throw new InvalidOperationException("More released than successfully waited");
        CurrentCount++;
    }

    private Task<bool> AcquireAsync(TimeSpan timeout, CancellationToken? cancel)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException("Timeout cannot be less than zero (except -1ms for infinite)", nameof(timeout));
        }

        // Workflow code runs on one thread at a time, so looking and taking need no lock.
        if (CurrentCount > 0)
        {
            CurrentCount--;
            return Task.FromResult(true);
        }

        return timeout == TimeSpan.Zero && cancel is null ? Task.FromResult(false) : QueueAsync(timeout, cancel);
    }

    private async Task<bool> QueueAsync(TimeSpan timeout, CancellationToken? cancel)
    {
        var place = _waiters.AddLast(default(ValueTuple));
        try
        {
            // The permit is taken in the check itself: whoever is resumed second must not find it free.
            return await Workflow.WaitConditionWithOptionsAsync(new(
                () => TryTake(place),
                timeout == Timeout.InfiniteTimeSpan ? null : timeout,
                nameof(Semaphore),
                cancel)).ConfigureAwait(true);
        }
        finally
        {
            if (place.List is not null) _waiters.Remove(place);
        }
    }

    private bool TryTake(LinkedListNode<ValueTuple> place)
    {
        if (CurrentCount == 0 || _waiters.First != place) return false;
        CurrentCount--;
        _waiters.Remove(place);
        return true;
    }
}
