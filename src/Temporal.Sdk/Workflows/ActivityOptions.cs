using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a workflow runs an activity. One of the two timeouts that end in “to close” must be set.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Longest time for all attempts together. Default: the workflow's execution timeout.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Longest wait for a worker. Default: <see cref="ScheduleToCloseTimeout"/>.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Longest time for one attempt. Default: <see cref="ScheduleToCloseTimeout"/>.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Longest time between two heartbeats. Default none: the activity then neither reports nor learns of cancellation.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>When a failed attempt is repeated. Default: forever, after 1 s, 2 s, 4 s … up to 100 s.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>What to do when the token is cancelled. Default <see cref="ActivityCancellationType.TryCancel"/>.</summary>
    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Cancels this activity. Default: the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Task queue to run it from. Default: the workflow's.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Identifier within the workflow. Default: a running number.</summary>
    public string? ActivityId { get; set; }

    /// <summary>One line for people who look at the history.</summary>
    public string? Summary { get; set; }

    /// <summary>Where it stands in a crowded queue. Default: as the workflow.</summary>
    public Priority? Priority { get; set; }

    /// <summary>
    /// Whether the server may not hand the activity over together with its answer to the workflow task. Default
    /// <see langword="false"/>.
    /// </summary>
    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>Copies the options.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
