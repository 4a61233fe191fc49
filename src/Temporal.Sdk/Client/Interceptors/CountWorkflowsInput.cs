namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a count.</summary>
/// <param name="Query">Visibility filter.</param>
/// <param name="Options">Call options.</param>
public record CountWorkflowsInput(string Query, WorkflowCountOptions? Options);
