using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of an activity attempt. More may be added: change copies, do not call the constructor.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Args">Its arguments; for a dynamic activity one array of raw values.</param>
/// <param name="Headers">Headers its workflow sent, decoded; null if there are none.</param>
public record ExecuteActivityInput(ActivityDefinition Activity, object?[] Args, IReadOnlyDictionary<string, Payload>? Headers);
