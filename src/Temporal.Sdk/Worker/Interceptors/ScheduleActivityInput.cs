using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of an activity a workflow wants.</summary>
/// <param name="Activity">Activity name.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">How it is run.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record ScheduleActivityInput(
    string Activity, IReadOnlyCollection<object?> Args, ActivityOptions Options, IDictionary<string, Payload>? Headers);
