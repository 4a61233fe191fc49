namespace Temporalio.Workflows;

/// <summary>A timer of a workflow.</summary>
public class DelayOptions : ICloneable
{
    /// <summary>A timer of the shortest time.</summary>
    public DelayOptions()
        : this(TimeSpan.Zero)
    {
    }

    /// <summary>A timer.</summary>
    /// <param name="millisecondsDelay">Time in milliseconds; see <see cref="Delay"/>.</param>
    /// <param name="summary">See <see cref="Summary"/>.</param>
    /// <param name="cancellationToken">See <see cref="CancellationToken"/>.</param>
    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    /// <summary>A timer.</summary>
    /// <param name="delay">See <see cref="Delay"/>.</param>
    /// <param name="summary">See <see cref="Summary"/>.</param>
    /// <param name="cancellationToken">See <see cref="CancellationToken"/>.</param>
    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>
    /// Time to wait. Zero waits one millisecond; <see cref="Timeout.InfiniteTimeSpan"/> waits for cancellation alone and
    /// writes no timer; other negative values are refused.
    /// </summary>
    public TimeSpan Delay { get; set; }

    /// <summary>One line for people who look at the history.</summary>
    public string? Summary { get; set; }

    /// <summary>Cancels the timer. Default: the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Copies the options.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
