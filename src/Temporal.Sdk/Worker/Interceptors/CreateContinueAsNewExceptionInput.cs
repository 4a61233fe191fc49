using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of going on as a new run.</summary>
/// <param name="Workflow">Workflow name of the new run.</param>
/// <param name="Args">Arguments of the new run.</param>
/// <param name="Options">Options, if any.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record CreateContinueAsNewExceptionInput(
    string Workflow, IReadOnlyCollection<object?> Args, ContinueAsNewOptions? Options, IDictionary<string, Payload>? Headers);
