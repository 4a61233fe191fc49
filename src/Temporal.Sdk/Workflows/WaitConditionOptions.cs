namespace Temporalio.Workflows;

/// <summary>Something a workflow waits for.</summary>
public class WaitConditionOptions : ICloneable
{
    /// <summary>Waits for nothing but cancellation until a condition is set.</summary>
    public WaitConditionOptions()
        : this(() => false)
    {
    }

    /// <summary>Waits for a condition.</summary>
    /// <param name="conditionCheck">See <see cref="ConditionCheck"/>.</param>
    /// <param name="timeout">See <see cref="Timeout"/>.</param>
    /// <param name="timeoutSummary">See <see cref="TimeoutSummary"/>.</param>
    /// <param name="cancellationToken">See <see cref="CancellationToken"/>.</param>
    public WaitConditionOptions(
        Func<bool> conditionCheck, TimeSpan? timeout = null, string? timeoutSummary = null, CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Tells whether the wait is over. Called often: quick, and without side effects.</summary>
    public Func<bool> ConditionCheck { get; set; }

    /// <summary>Longest wait. Default: none.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>One line for people who look at the timer of <see cref="Timeout"/> in the history.</summary>
    public string? TimeoutSummary { get; set; }

    /// <summary>Cancels the wait. Default: the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Copies the options.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
