namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a cancellation request.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the current one.</param>
/// <param name="FirstExecutionRunId">First run of the chain the request is meant for, if it matters.</param>
/// <param name="Options">Call options.</param>
public record CancelWorkflowInput(
    string Id, string? RunId, string? FirstExecutionRunId, WorkflowCancelOptions? Options);
