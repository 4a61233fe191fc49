using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a new schedule.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="Schedule">The schedule.</param>
/// <param name="Options">Call options.</param>
public record CreateScheduleInput(string Id, Schedule Schedule, ScheduleOptions? Options);
