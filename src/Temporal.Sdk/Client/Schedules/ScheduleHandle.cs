namespace Temporalio.Client.Schedules;

/// <summary>Acts on one schedule.</summary>
/// <param name="Client">Client that makes the calls.</param>
/// <param name="Id">Schedule id.</param>
public record ScheduleHandle(ITemporalClient Client, string Id)
{
    /// <summary>Makes up for times as if they passed now.</summary>
    /// <param name="backfills">The times; at least one.</param>
    /// <param name="rpcOptions">How the call is sent.</param>
    /// <returns>Done when the server has the request.</returns>
    /// <exception cref="ArgumentException">There is no time.</exception>
    public virtual Task BackfillAsync(IReadOnlyCollection<ScheduleBackfill> backfills, RpcOptions? rpcOptions = null) =>
        backfills.Count == 0
            ? throw new ArgumentException("At least one backfill required", nameof(backfills))
            : Client.OutboundInterceptor.BackfillScheduleAsync(new(Id, backfills, rpcOptions));

    /// <summary>Deletes the schedule; what it started goes on.</summary>
    /// <param name="rpcOptions">How the call is sent.</param>
    /// <returns>Done when it is deleted.</returns>
    public virtual Task DeleteAsync(RpcOptions? rpcOptions = null) => Client.OutboundInterceptor.DeleteScheduleAsync(new(Id, rpcOptions));

    /// <summary>What the server says about the schedule now.</summary>
    /// <param name="rpcOptions">How the call is sent.</param>
    /// <returns>The description.</returns>
    public virtual Task<ScheduleDescription> DescribeAsync(RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.DescribeScheduleAsync(new(Id, rpcOptions));

    /// <summary>Pauses the schedule.</summary>
    /// <param name="note">Why. Default: that this library did it.</param>
    /// <param name="rpcOptions">How the call is sent.</param>
    /// <returns>Done when it is paused.</returns>
    public virtual Task PauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.PauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Makes the schedule act now.</summary>
    /// <param name="options">How.</param>
    /// <returns>Done when the server has the request.</returns>
    public virtual Task TriggerAsync(ScheduleTriggerOptions? options = null) => Client.OutboundInterceptor.TriggerScheduleAsync(new(Id, options));

    /// <summary>Ends a pause.</summary>
    /// <param name="note">Why. Default: that this library did it.</param>
    /// <param name="rpcOptions">How the call is sent.</param>
    /// <returns>Done when it is over.</returns>
    public virtual Task UnpauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UnpauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the change, or null to leave it; may be called again after a conflict.</param>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>Done when it is changed.</returns>
    public Task UpdateAsync(Func<ScheduleUpdateInput, ScheduleUpdate?> updater, RpcOptions? rpcOptions = null) =>
        UpdateAsync(input => Task.FromResult(updater(input)), rpcOptions);

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the change, or null to leave it; may be called again after a conflict.</param>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>Done when it is changed.</returns>
    public virtual Task UpdateAsync(Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UpdateScheduleAsync(new(Id, updater, rpcOptions));
}
