using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a backfill.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="Backfills">The times to make up for.</param>
/// <param name="RpcOptions">How the call is sent.</param>
public record BackfillScheduleInput(string Id, IReadOnlyCollection<ScheduleBackfill> Backfills, RpcOptions? RpcOptions);
