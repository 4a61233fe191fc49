namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of the listing of one page.</summary>
/// <param name="Query">Visibility filter.</param>
/// <param name="NextPageToken">Where to go on; null for the first page.</param>
/// <param name="Options">Call options.</param>
public record ListWorkflowsPaginatedInput(string Query, byte[]? NextPageToken, WorkflowListPaginatedOptions? Options);
