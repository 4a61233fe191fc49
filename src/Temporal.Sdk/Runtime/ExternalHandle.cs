using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>What a workflow holds of another one.</summary>
internal sealed class ExternalHandle<TWorkflow>(WorkflowInstance workflow, string id, string? runId) : ExternalWorkflowHandle<TWorkflow>
{
    /// <inheritdoc />
    public override string Id => id;

    /// <inheritdoc />
    public override string? RunId => runId;

    /// <inheritdoc />
    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        workflow.Outbound.SignalExternalWorkflowAsync(new(id, runId, signal, args, options, null));

    /// <inheritdoc />
    public override Task CancelAsync() => workflow.Outbound.CancelExternalWorkflowAsync(new(id, runId));
}
