namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a description.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the latest one.</param>
/// <param name="Options">Call options.</param>
public record DescribeWorkflowInput(string Id, string? RunId, WorkflowDescribeOptions? Options);
