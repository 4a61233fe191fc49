using Temporalio.Api.History.V1;

namespace Temporalio.Client;

/// <summary>One page of a history.</summary>
/// <param name="Events">Its events, in order.</param>
/// <param name="NextPageToken">Where to go on; null if this was the last page.</param>
public record WorkflowHistoryEventPage(IReadOnlyCollection<HistoryEvent> Events, byte[]? NextPageToken);
