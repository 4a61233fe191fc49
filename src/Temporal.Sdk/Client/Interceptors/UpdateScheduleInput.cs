using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a change of a schedule.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="Updater">Makes the change; may be called again after a conflict.</param>
/// <param name="RpcOptions">How the call is sent.</param>
public record UpdateScheduleInput(string Id, Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> Updater, RpcOptions? RpcOptions);
