using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>One attempt of one activity: runs it, cancels it, and says how it ended.</summary>
internal sealed class RunningActivity : IDisposable
{
    /// <summary>Time a heartbeat that is under way gets to reach the server before the activity counts as silent.</summary>
    private static readonly TimeSpan SilenceGrace = TimeSpan.FromSeconds(5);
    private readonly WorkerScope _scope;
    private readonly PollActivityTaskQueueResponse _task;
    private readonly ActivityInfo _info;
    private readonly ILogger _logger;
    private readonly ActivityCancellation _cancellation = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly ActivityHeartbeat? _heartbeat;
    private readonly DataConverter _converter;
    private readonly CancellationToken _shutdown;
    private readonly ITimer? _deadline;
    private readonly ITimer? _silence;
    private Exception? _heartbeatError;

    /// <summary>Prepares an attempt; one of a local activity has its payloads not encoded, and nobody to send heartbeats to.</summary>
    internal RunningActivity(WorkerScope scope, PollActivityTaskQueueResponse task, CancellationToken shutdown, bool isLocal = false)
    {
        _scope = scope;
        _task = task;
        _shutdown = shutdown;
        var info = ActivityInfos.Of(scope, task, isLocal);
        var converter = scope.Converter.WithSerializationContext(new ISerializationContext.Activity(info));
        _info = info with { DataConverter = converter };
        _converter = isLocal ? converter with { PayloadCodec = null } : converter;
        _logger = scope.LoggerFactory.CreateLogger($"Temporalio.Activity:{_info.ActivityType}");
        if (!isLocal)
        {
            _heartbeat = new ActivityHeartbeat(
                scope, converter, task.TaskToken, _info.ActivityType, ActivityHeartbeat.Interval(scope.Options, _info.HeartbeatTimeout), Heard, Cancel);
            _silence = TimesOutAfter(_info.HeartbeatTimeout + SilenceGrace);
        }

        // The server gives the attempt up at this time: stop working on it.
        _deadline = TimesOutAfter(_info.StartToCloseTimeout);
    }

    /// <summary>Stops sending heartbeats; returns details the server has not seen, if they are wanted.</summary>
    internal Task<Payloads?> FinishHeartbeatsAsync(bool wantsUnsent) =>
        _heartbeat?.FinishAsync(wantsUnsent) ?? Task.FromResult<Payloads?>(null);

    /// <summary>Asks the activity to stop. Only the first reason counts.</summary>
    internal void Cancel(ActivityCancelReason reason, Exception? heartbeatError = null, ActivityCancellationDetails? details = null)
    {
        lock (_cancellation)
        {
            if (_cancellation.Reason != ActivityCancelReason.None) return;
            _cancellation.Details = details ?? ActivityCancellationDetails.Of(reason);
            _cancellation.Reason = reason;
            _heartbeatError = heartbeatError;
        }
        WorkerLog.ActivityCancelled(_logger, _info.ActivityType, reason.ToString());
        _cancel.Cancel();
    }

    /// <summary>Runs the attempt to its end; never throws.</summary>
    /// <param name="definition">What to run; null if the worker does not have it.</param>
    /// <param name="available">Names of the activities it has.</param>
    internal async Task<ActivityOutcome> RunAsync(ActivityDefinition? definition, IEnumerable<string> available)
    {
        using var scope = _logger.BeginScope(_info.LoggerScope);
        WorkerLog.ActivityStarted(_logger, _info.ActivityType, _info.Attempt);
        try
        {
            if (definition is null) throw Unknown(available);
            var arguments = await ArgumentsAsync(definition).ConfigureAwait(false);
            var calls = new ActivityInboundCalls();
            ActivityExecutionContext.Enter(Context(details => calls.Outbound!.Heartbeat(new(details))));
            var inbound = _scope.Interceptors.Reverse().Aggregate<IWorkerInterceptor, ActivityInboundInterceptor>(
                calls, (next, interceptor) => interceptor.InterceptActivity(next));
            inbound.Init(new ActivityOutboundCalls(details => _heartbeat?.Post(details)));
            var headers = await HeadersAsync().ConfigureAwait(false);
            var result = await inbound.ExecuteActivityAsync(new(definition, arguments, headers)).ConfigureAwait(false);
            var payload = await _converter.ToPayloadAsync(result is ValueTuple ? null : result).ConfigureAwait(false);
            return new ActivityOutcome.Completed(payload);
        }
        catch (CompleteAsyncException)
        {
            return new ActivityOutcome.Unanswered();
        }
        catch (OperationCanceledException cancelled) when (_cancellation.Reason != ActivityCancelReason.None)
        {
            return await CancelledAsync(cancelled).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever an activity throws is its outcome.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailure(error);
            return await FailedAsync(error).ConfigureAwait(false);
        }
        finally
        {
            ActivityExecutionContext.Enter(null);
        }
    }

    public void Dispose()
    {
        _deadline?.Dispose();
        _silence?.Dispose();
        // Whoever still holds the token learns that the activity is over.
        _cancel.Cancel();
    }

    private ITimer? TimesOutAfter(TimeSpan? limit) => limit is { } span
        ? _scope.Time.CreateTimer(_ => Cancel(ActivityCancelReason.Timeout), null, span, Timeout.InfiniteTimeSpan)
        : null;

    private void Heard()
    {
        if (_info.HeartbeatTimeout is { } silence) _silence?.Change(silence + SilenceGrace, Timeout.InfiniteTimeSpan);
    }

    private ActivityExecutionContext Context(Action<object?[]> heartbeat) => new(
        _info, _logger, _converter.PayloadConverter, _scope.Client, _scope.MeterOf(_info), _cancellation, heartbeat, _shutdown, _cancel.Token);

    private async Task<IReadOnlyDictionary<string, Payload>?> HeadersAsync()
    {
        if (_task.Header is not { } header || _converter.PayloadCodec is not { } codec) return _task.Header?.Fields;
        var decoded = new Dictionary<string, Payload>();
        foreach (var (name, payload) in header.Fields) decoded[name] = await codec.DecodeSingleAsync(payload).ConfigureAwait(false);
        return decoded;
    }

    private ApplicationFailureException Unknown(IEnumerable<string> available) => new(
        $"Activity {_info.ActivityType} is not registered on this worker, available activities: {string.Join(", ", available.Order())}",
        errorType: "NotFoundError");

    private async Task<object?[]> ArgumentsAsync(ActivityDefinition definition)
    {
        var input = _task.Input?.Payloads_.ToArray() ?? [];
        if (!definition.Dynamic && input.Length < definition.RequiredParameterCount)
        {
            throw new ApplicationFailureException(
                $"Activity {_info.ActivityType} given {input.Length} parameter(s), but more than that are required by the signature");
        }
        try
        {
            // Arguments the signature does not know are ignored, so that callers may send more than old workers need.
            if (definition.Dynamic) return [await RawAsync(input).ConfigureAwait(false)];
            return await Task.WhenAll(input.Zip(
                definition.ParameterTypes, (payload, type) => _converter.ToValueAsync(payload, type))).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a user's converter throws is the activity's failure.
        catch (Exception undecodable)
#pragma warning restore CA1031
        {
            throw new ApplicationFailureException("Failed decoding parameters", undecodable);
        }
    }

    private async Task<IRawValue[]> RawAsync(IReadOnlyCollection<Payload> payloads)
    {
        var decoded = _converter.PayloadCodec is { } codec ? await codec.DecodeAsync(payloads).ConfigureAwait(false) : payloads;
        return [.. decoded.Select(payload => new RawValue(payload))];
    }

    private Task<ActivityOutcome> CancelledAsync(OperationCanceledException cancelled) => _cancellation.Reason switch
    {
        ActivityCancelReason.CancelRequested => Task.FromResult<ActivityOutcome>(new ActivityOutcome.Cancelled()),
        ActivityCancelReason.GoneFromServer or ActivityCancelReason.Timeout =>
            Task.FromResult<ActivityOutcome>(new ActivityOutcome.Unanswered()),
        // Failures, so that the attempt is made again.
        ActivityCancelReason.WorkerShutdown => FailedAsync(new ApplicationFailureException(
            "Worker is shutting down and this activity did not complete in time", cancelled, "WorkerShutdown")),
        ActivityCancelReason.Paused => FailedAsync(new ApplicationFailureException("Activity paused", cancelled, "ActivityPause")),
        ActivityCancelReason.Reset => FailedAsync(new ApplicationFailureException("Activity reset", cancelled, "ActivityReset")),
        _ => FailedAsync(_heartbeatError ?? cancelled),
    };

    private async Task<ActivityOutcome> FailedAsync(Exception error)
    {
        try
        {
            return new ActivityOutcome.Failed(await _converter.ToFailureAsync(error).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // A failure that cannot be converted is still a failure.
        catch (Exception unconvertible)
#pragma warning restore CA1031
        {
            return new ActivityOutcome.Failed(new()
            {
                Message = $"Failed building completion: {unconvertible.Message}",
                ApplicationFailureInfo = new() { Type = unconvertible.GetType().Name },
            });
        }
    }

    private void LogFailure(Exception error)
    {
        if (error is ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
        {
            WorkerLog.ActivityFailedBenignly(_logger, _info.ActivityType, error);
        }
        else
        {
            WorkerLog.ActivityFailed(_logger, _info.ActivityType, error);
        }
    }
}
