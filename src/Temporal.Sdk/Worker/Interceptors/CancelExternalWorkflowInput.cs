namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of a request to cancel another workflow.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the current one.</param>
public record CancelExternalWorkflowInput(string Id, string? RunId);
