using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>One attempt of one activity: runs it, cancels it, and says how it ended.</summary>
internal sealed class RunningActivity : IDisposable
{
    private readonly WorkerScope _scope;
    private readonly PollActivityTaskQueueResponse _task;
    private readonly ActivityInfo _info;
    private readonly ILogger _logger;
    private readonly ActivityCancellation _cancellation = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly ActivityHeartbeat _heartbeat;
    private readonly CancellationToken _shutdown;
    private readonly ITimer? _deadline;
    private Exception? _heartbeatError;

    internal RunningActivity(WorkerScope scope, PollActivityTaskQueueResponse task, CancellationToken shutdown)
    {
        _scope = scope;
        _task = task;
        _shutdown = shutdown;
        _info = ActivityInfos.Of(scope, task);
        _logger = scope.LoggerFactory.CreateLogger($"Temporalio.Activity:{_info.ActivityType}");
        _heartbeat = new ActivityHeartbeat(
            scope, task.TaskToken, _info.ActivityType, ActivityHeartbeat.Interval(scope.Options, _info.HeartbeatTimeout), Cancel);
        // The server gives the attempt up at this time: stop working on it.
        _deadline = _info.StartToCloseTimeout is { } limit
            ? scope.Time.CreateTimer(_ => Cancel(ActivityCancelReason.Timeout, null), null, limit, Timeout.InfiniteTimeSpan)
            : null;
    }

    /// <summary>Stops sending heartbeats; returns details the server has not seen, if they are wanted.</summary>
    internal Task<Payloads?> FinishHeartbeatsAsync(bool wantsUnsent) => _heartbeat.FinishAsync(wantsUnsent);

    /// <summary>Asks the activity to stop. Only the first reason counts.</summary>
    internal void Cancel(ActivityCancelReason reason, Exception? heartbeatError = null)
    {
        lock (_cancellation)
        {
            if (_cancellation.Reason != ActivityCancelReason.None) return;
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
            ActivityExecutionContext.Enter(Context());
            var result = await definition.InvokeAsync(arguments).ConfigureAwait(false);
            var payload = await _scope.Converter.ToPayloadAsync(result is ValueTuple ? null : result).ConfigureAwait(false);
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
        // Whoever still holds the token learns that the activity is over.
        _cancel.Cancel();
    }

    private ActivityExecutionContext Context() => new(
        _info, _logger, _scope.Converter.PayloadConverter, _scope.Client, _cancellation, _heartbeat.Post, _shutdown, _cancel.Token);

    private ApplicationFailureException Unknown(IEnumerable<string> available) => new(
        $"Activity {_info.ActivityType} is not registered on this worker, available activities: {string.Join(", ", available.Order())}",
        errorType: "NotFoundError");

    private async Task<object?[]> ArgumentsAsync(ActivityDefinition definition)
    {
        var input = _task.Input?.Payloads_.ToArray() ?? [];
        if (input.Length < definition.RequiredParameterCount)
        {
            throw new ApplicationFailureException(
                $"Activity {_info.ActivityType} given {input.Length} parameter(s), but more than that are required by the signature");
        }
        try
        {
            // Arguments the signature does not know are ignored, so that callers may send more than old workers need.
            return await Task.WhenAll(input.Zip(
                definition.ParameterTypes, (payload, type) => _scope.Converter.ToValueAsync(payload, type))).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a user's converter throws is the activity's failure.
        catch (Exception undecodable)
#pragma warning restore CA1031
        {
            throw new ApplicationFailureException("Failed decoding parameters", undecodable);
        }
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
            return new ActivityOutcome.Failed(await _scope.Converter.ToFailureAsync(error).ConfigureAwait(false));
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
