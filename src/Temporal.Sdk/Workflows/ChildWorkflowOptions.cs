using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow is started.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Workflow id. Default: a random identifier that a replay repeats.</summary>
    public string? Id { get; set; }

    /// <summary>Queue the child's worker polls. Default: the parent's.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line for people who look at the child. Default none.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Longer text for people who look at the child. Default none.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Retries of failed runs. Default none.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>What to do when the token is cancelled. Default <see cref="ChildWorkflowCancellationType.WaitCancellationCompleted"/>.</summary>
    public ChildWorkflowCancellationType CancellationType { get; set; } = ChildWorkflowCancellationType.WaitCancellationCompleted;

    /// <summary>Cancels the child. Default: the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>What happens to the child when the parent closes. Default <see cref="ParentClosePolicy.Terminate"/>.</summary>
    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    /// <summary>Longest time for all runs together. Default no bound.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Longest time for one run. Default: the execution timeout.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Longest time for one workflow task. Default: the server's, 10 seconds.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Whether the id of a closed workflow may be used again. Default <see cref="WorkflowIdReusePolicy.AllowDuplicate"/>.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>Cron line on which runs repeat. Default none.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Notes shown with the child, not searchable. Values must not be null.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Values the child can be found by.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Where it stands in a crowded queue. Default: as the parent.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Copies the options.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
