namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a termination.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the current one.</param>
/// <param name="FirstExecutionRunId">First run of the chain the termination is meant for, if it matters.</param>
/// <param name="Reason">Reason kept in the history.</param>
/// <param name="Options">Call options.</param>
public record TerminateWorkflowInput(
    string Id, string? RunId, string? FirstExecutionRunId, string? Reason, WorkflowTerminateOptions? Options);
