using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Spans for workflow code.</summary>
public static class ActivitySourceExtensions
{
    /// <summary>Starts and stops a span, and makes it the current one of the workflow until it is disposed.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">Name of the span.</param>
    /// <param name="kind">Kind of the span.</param>
    /// <param name="tags">Its tags, besides those it inherits.</param>
    /// <param name="links">Its links.</param>
    /// <param name="evenOnReplay">Whether a span is made during replay too. Default <see langword="false"/>: it was made before.</param>
    /// <param name="inheritParentTags">Whether the tags of the current span come first.</param>
    /// <param name="updateActivity">Gets the span before it is stopped.</param>
    /// <returns>The current span of the workflow, also if nobody listens.</returns>
    /// <exception cref="InvalidOperationException">Not in a workflow.</exception>
    public static WorkflowDiagnosticActivity TrackWorkflowDiagnosticActivity(
        this ActivitySource source,
        string name,
        ActivityKind kind = ActivityKind.Internal,
        IEnumerable<KeyValuePair<string, object?>>? tags = null,
        IEnumerable<ActivityLink>? links = null,
        bool evenOnReplay = false,
        bool inheritParentTags = true,
        Action<Activity>? updateActivity = null)
    {
        if (!Workflow.InWorkflow) throw new InvalidOperationException("Not in a workflow");
        var parent = WorkflowDiagnosticActivity.Current;
        List<KeyValuePair<string, object?>> all = [.. (inheritParentTags ? parent?.Tags : null) ?? [], .. tags ?? []];
        var parentContext = parent?.Context ?? default;
        Activity? activity = null;
        if (evenOnReplay || !Workflow.Unsafe.IsReplaying)
        {
            activity = source.StartActivity(name, kind, parentContext, all, links);
            if (activity is not null)
            {
                updateActivity?.Invoke(activity);
                activity.Stop();
            }
        }

        return new WorkflowDiagnosticActivity(activity, activity?.Context ?? parentContext, all.Count == 0 ? null : all);
    }
}
