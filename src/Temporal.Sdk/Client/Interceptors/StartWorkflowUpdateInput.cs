using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of an update.</summary>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run, or null for the current one.</param>
/// <param name="FirstExecutionRunId">First run of the chain the update is meant for, if it matters.</param>
/// <param name="Update">Update name.</param>
/// <param name="Args">Arguments of the handler.</param>
/// <param name="Options">Call options.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record StartWorkflowUpdateInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    string Update,
    IReadOnlyCollection<object?> Args,
    WorkflowUpdateStartOptions Options,
    IDictionary<string, Payload>? Headers);
