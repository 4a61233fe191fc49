using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a query.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the latest one.</param>
/// <param name="Query">Query name.</param>
/// <param name="Args">Arguments of the handler.</param>
/// <param name="Options">Call options.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record QueryWorkflowInput(
    string Id,
    string? RunId,
    string Query,
    IReadOnlyCollection<object?> Args,
    WorkflowQueryOptions? Options,
    IDictionary<string, Payload>? Headers);
