namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a listing.</summary>
/// <param name="Query">Visibility filter.</param>
/// <param name="Options">Call options.</param>
public record ListWorkflowsInput(string Query, WorkflowListOptions? Options);
