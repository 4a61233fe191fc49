using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>A span of a workflow. Started and stopped at once, as a workflow may go on in another process; its children name it as their parent.</summary>
public class WorkflowDiagnosticActivity : IDisposable
{
    private static readonly AsyncLocal<WorkflowDiagnosticActivity?> Ambient = new();

    internal WorkflowDiagnosticActivity(
        Activity? activity, ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags)
    {
        if (!Workflow.InWorkflow) throw new InvalidOperationException("Not in workflow");
        Activity = activity;
        Context = context;
        Tags = tags;
        Parent = Current;
        Ambient.Value = this;
    }

    /// <summary>The span the running workflow code belongs to.</summary>
    public static WorkflowDiagnosticActivity? Current => Ambient.Value;

    /// <summary>The span that was current before.</summary>
    public WorkflowDiagnosticActivity? Parent { get; private init; }

    /// <summary>What children name as their parent.</summary>
    public ActivityContext Context { get; private init; }

    /// <summary>.NET's span, stopped already; null during replay, or if nobody listens.</summary>
    public Activity? Activity { get; private init; }

    /// <summary>Tags that children inherit.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>>? Tags { get; private init; }

    /// <summary>Makes a span of elsewhere the current one.</summary>
    /// <param name="context">The span.</param>
    /// <param name="tags">Tags that children inherit.</param>
    /// <returns>The span; dispose it to leave it.</returns>
    public static WorkflowDiagnosticActivity AttachFromContext(
        ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags = null) => new(null, context, tags);

    /// <summary>Makes the span before the current one again.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the span before the current one again.</summary>
    /// <param name="disposing">Whether it is disposed and not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Ambient.Value = Parent;
    }
}
