using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of a child workflow a workflow wants.</summary>
/// <param name="Workflow">Workflow name.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">How it is started.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record StartChildWorkflowInput(
    string Workflow, IReadOnlyCollection<object?> Args, ChildWorkflowOptions Options, IDictionary<string, Payload>? Headers);
