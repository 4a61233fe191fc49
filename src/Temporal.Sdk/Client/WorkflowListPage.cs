namespace Temporalio.Client;

/// <summary>One page of workflows.</summary>
/// <param name="Workflows">The workflows.</param>
/// <param name="NextPageToken">Where to go on; null if this was the last page.</param>
public record WorkflowListPage(IReadOnlyCollection<WorkflowExecution> Workflows, byte[]? NextPageToken);
