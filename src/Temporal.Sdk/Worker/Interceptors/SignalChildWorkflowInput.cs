using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of a signal to a child workflow.</summary>
/// <param name="Id">Workflow id of the child.</param>
/// <param name="Signal">Signal name.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">Options, if any.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record SignalChildWorkflowInput(
    string Id,
    string Signal,
    IReadOnlyCollection<object?> Args,
    ChildWorkflowSignalOptions? Options,
    IDictionary<string, Payload>? Headers);
