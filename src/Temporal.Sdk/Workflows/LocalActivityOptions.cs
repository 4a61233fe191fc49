using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a workflow runs a local activity. One of the two timeouts that end in “to close” must be set.</summary>
public class LocalActivityOptions : ICloneable
{
    /// <summary>Longest time for all attempts together. Default: the workflow's execution timeout.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Longest wait for a free place in the worker. Default: <see cref="ScheduleToCloseTimeout"/>.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Longest time for one attempt. Default: <see cref="ScheduleToCloseTimeout"/>.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>When a failed attempt is repeated. Default: forever, after 1 s, 2 s, 4 s … up to 100 s.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>What to do when the token is cancelled. Default <see cref="ActivityCancellationType.TryCancel"/>.</summary>
    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Cancels this activity. Default: the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Identifier within the workflow. Default: a running number.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Waits between attempts longer than this become timers of the workflow. Default 1 minute.</summary>
    public TimeSpan? LocalRetryThreshold { get; set; }

    /// <summary>One line for people who look at the history.</summary>
    public string? Summary { get; set; }

    /// <summary>Copies the options.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
