using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of an update that may start its workflow.</summary>
/// <param name="Update">Update name.</param>
/// <param name="Args">Arguments of the handler.</param>
/// <param name="Options">Call options, the start included.</param>
/// <param name="Headers">Headers of the update, if any; those of the start are in its operation.</param>
public record StartUpdateWithStartWorkflowInput(
    string Update,
    IReadOnlyCollection<object?> Args,
    WorkflowStartUpdateWithStartOptions Options,
    IDictionary<string, Payload>? Headers);
