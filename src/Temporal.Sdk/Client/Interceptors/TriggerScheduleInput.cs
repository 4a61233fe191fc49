using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of an action out of turn.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="Options">Call options.</param>
public record TriggerScheduleInput(string Id, ScheduleTriggerOptions? Options);
