using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of one page read from a history.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the latest one.</param>
/// <param name="PageSize">Most events of the page; null or 0 leaves it to the server.</param>
/// <param name="NextPageToken">Where the page before ended, if any.</param>
/// <param name="WaitNewEvent">Whether to wait until there is something to return.</param>
/// <param name="EventFilterType">All events or only the closing one.</param>
/// <param name="SkipArchival">Whether archived histories are left out.</param>
/// <param name="Rpc">How the call is sent.</param>
public record FetchWorkflowHistoryEventPageInput(
    string Id,
    string? RunId,
    int? PageSize,
    byte[]? NextPageToken,
    bool WaitNewEvent,
    HistoryEventFilterType EventFilterType,
    bool SkipArchival,
    RpcOptions? Rpc);
