using Google.Protobuf;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Sends the heartbeats of one activity, not more often than the throttle allows, the latest details always winning.</summary>
internal sealed class ActivityHeartbeat(
    WorkerScope scope,
    DataConverter converter,
    ByteString token,
    string activityType,
    TimeSpan interval,
    Action heard,
    Action<ActivityCancelReason, Exception?, ActivityCancellationDetails?> cancel)
{
    private static readonly RpcOptions Retried = new() { Retry = true };
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _done = new();
    private object?[]? _unsent;
    private Task? _sending;

    /// <summary>Shortest time between two sent heartbeats for an activity with this heartbeat timeout.</summary>
    internal static TimeSpan Interval(TemporalWorkerOptions options, TimeSpan? heartbeatTimeout)
    {
        var wanted = heartbeatTimeout * 0.8 ?? options.DefaultHeartbeatThrottleInterval;
        return wanted < options.MaxHeartbeatThrottleInterval ? wanted : options.MaxHeartbeatThrottleInterval;
    }

    /// <summary>Notes a heartbeat; returns at once. Ignored when the activity is over.</summary>
    internal void Post(object?[] details)
    {
        lock (_lock)
        {
            if (_done.IsCancellationRequested) return;
            _unsent = details;
            _sending ??= Task.Run(SendAsync);
        }
    }

    /// <summary>Stops sending and waits for what is under way.</summary>
    /// <param name="wantsUnsent">Whether to return details that were not sent any more, to go with a failure.</param>
    internal async Task<Payloads?> FinishAsync(bool wantsUnsent)
    {
        await _done.CancelAsync().ConfigureAwait(false);
        Task? sending;
        lock (_lock) sending = _sending;
        if (sending is not null) await sending.ConfigureAwait(false);
        return wantsUnsent && Take() is { } details ? await ConvertAsync(details).ConfigureAwait(false) : null;
    }

    private async Task SendAsync()
    {
        while (Take() is { } details)
        {
            if (await ConvertAsync(details).ConfigureAwait(false) is not { } payloads) return;
            await SendOneAsync(payloads).ConfigureAwait(false);
            // A cancelled wait means the activity is over; what is left is its outcome's business.
            await Task.Delay(interval, scope.Time, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested) return;
        }
    }

    private object?[]? Take()
    {
        lock (_lock)
        {
            var details = _unsent;
            _unsent = null;
            if (details is null) _sending = null;
            return details;
        }
    }

    private async Task<Payloads?> ConvertAsync(object?[] details)
    {
        try
        {
            return new Payloads { Payloads_ = { await converter.ToPayloadsAsync(details).ConfigureAwait(false) } };
        }
#pragma warning disable CA1031 // Whatever a user's converter throws is the activity's failure.
        catch (Exception unconvertible)
#pragma warning restore CA1031
        {
            WorkerLog.HeartbeatUnconvertible(scope.Logger, activityType, unconvertible);
            cancel(ActivityCancelReason.HeartbeatRecordFailure, unconvertible, null);
            return null;
        }
    }

    private async Task SendOneAsync(Payloads details)
    {
        try
        {
            var answer = await scope.Service.RecordActivityTaskHeartbeatAsync(
                new() { Namespace = scope.Namespace, Identity = scope.Identity, TaskToken = token, Details = details },
                Retried).ConfigureAwait(false);
            heard();
            if (ReasonIn(answer) is { } reason) 
            {
                cancel(reason, null, new ActivityCancellationDetails
                {
                    IsCancelRequested = answer.CancelRequested,
                    IsPaused = answer.ActivityPaused,
                    IsReset = answer.ActivityReset,
                });
            }
        }
        catch (RpcException gone) when (gone.Code == RpcException.StatusCode.NotFound)
        {
            cancel(ActivityCancelReason.GoneFromServer, null, null);
        }
        catch (Exception lost) when (lost is RpcException or InvalidOperationException)
        {
            // The next heartbeat may get through; if none does, the server's timeout decides.
            WorkerLog.HeartbeatLost(scope.Logger, activityType, lost);
        }
    }

    private static ActivityCancelReason? ReasonIn(RecordActivityTaskHeartbeatResponse answer) => answer switch
    {
        { CancelRequested: true } => ActivityCancelReason.CancelRequested,
        { ActivityReset: true } => ActivityCancelReason.Reset,
        { ActivityPaused: true } => ActivityCancelReason.Paused,
        _ => null,
    };
}
