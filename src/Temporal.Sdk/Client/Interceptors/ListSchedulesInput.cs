using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a listing of schedules.</summary>
/// <param name="Options">Call options.</param>
public record ListSchedulesInput(ScheduleListOptions? Options);
