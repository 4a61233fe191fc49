using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a signal.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the current one.</param>
/// <param name="Signal">Signal name.</param>
/// <param name="Args">Arguments of the handler.</param>
/// <param name="Options">Call options.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record SignalWorkflowInput(
    string Id,
    string? RunId,
    string Signal,
    IReadOnlyCollection<object?> Args,
    WorkflowSignalOptions? Options,
    IDictionary<string, Payload>? Headers);
