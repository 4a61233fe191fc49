using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a workflow start.</summary>
/// <param name="Workflow">Workflow type name.</param>
/// <param name="Args">Arguments of the run method.</param>
/// <param name="Options">Start options.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record StartWorkflowInput(
    string Workflow, IReadOnlyCollection<object?> Args, WorkflowOptions Options, IDictionary<string, Payload>? Headers);
