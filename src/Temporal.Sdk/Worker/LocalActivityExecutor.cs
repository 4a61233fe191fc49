using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Runtime;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker;

/// <summary>Runs local activities: attempts, their timeouts, and the waits between them.</summary>
internal sealed class LocalActivityExecutor(WorkerScope scope, ActivityCatalog definitions) : ILocalActivityExecutor, IDisposable
{
    private static readonly TimeSpan DefaultThreshold = TimeSpan.FromMinutes(1);

    private readonly SlotPool _slots = new(
        scope,
        scope.Options.Tuner?.LocalActivitySlotSupplier ?? new FixedSizeSlotSupplier(scope.Options.MaxConcurrentLocalActivities ?? 100),
        SlotType.LocalActivity);

    private readonly CancellationTokenSource _shutdown = new();

    /// <inheritdoc />
    public void EnsureKnown(string activityType)
    {
        if (definitions.Has(activityType)) return;
        var names = string.Join(", ", definitions.Names.Order(StringComparer.OrdinalIgnoreCase));
        throw new InvalidOperationException($"Activity {activityType} is not registered on this worker, "
            + (names.Length == 0 ? "no available activities." : $"available activities: {names}"));
    }

    /// <inheritdoc />
    public async Task<LocalActivityOutcome> ExecuteAsync(LocalActivityCall call, WorkflowInfo workflow)
    {
        var begin = scope.Time.GetTimestamp();
        // A later attempt follows a wait of the workflow's; its time counts from the first.
        var spent = call.Attempt > 1 ? scope.Time.GetUtcNow().UtcDateTime - call.ScheduledTime : TimeSpan.Zero;
        for (var attempt = call.Attempt; ; attempt++)
        {
            var left = call.Options.ScheduleToCloseTimeout - spent - scope.Time.GetElapsedTime(begin);
            var result = await AttemptAsync(call, workflow, attempt, left).ConfigureAwait(false);
            if (result.Failure is not { } failure) return new LocalActivityOutcome(result.Result, null, attempt);
            var (state, wait) = LocalRetry.After(failure, call.Options.RetryPolicy ?? new RetryPolicy(), attempt, left);
            // Once its cancellation is requested, nothing is tried again.
            if (state == RetryState.InProgress && call.Cancellation.IsCancellationRequested) state = RetryState.CancelRequested;
            if (result.IsFinal) state = failure.CanceledFailureInfo is null ? RetryState.Timeout : RetryState.CancelRequested;
            var wrapped = LocalActivityMarkers.Wrap(call, failure, state);
            if (state != RetryState.InProgress) return new LocalActivityOutcome(null, wrapped, attempt);
            if (wait > (call.Options.LocalRetryThreshold ?? DefaultThreshold)) return new LocalActivityOutcome(null, wrapped, attempt, wait);
            await Task.Delay(wait, scope.Time, call.Cancellation.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _shutdown.Dispose();
        _slots.Dispose();
    }

    /// <summary>Tells the running ones that the worker shuts down; their workflows' tasks are tried again elsewhere.</summary>
    internal void Stop() => _shutdown.Cancel();

    private static Failure TimedOut(TimeoutType type) =>
        new() { Message = "activity timeout", TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = type } };

    private static Failure Cancelled() => new() { Message = "Activity cancelled", CanceledFailureInfo = new CanceledFailureInfo() };

    private async Task<Attempt> AttemptAsync(LocalActivityCall call, WorkflowInfo workflow, int attempt, TimeSpan? left)
    {
        if (call.Cancellation.IsCancellationRequested) return new(null, Cancelled(), IsFinal: true);
        if (left <= TimeSpan.Zero) return new(null, TimedOut(TimeoutType.ScheduleToClose), IsFinal: true);
        if (await SlotAsync(call).ConfigureAwait(false) is not { } slot) return new(null, TimedOut(TimeoutType.ScheduleToStart), IsFinal: true);
        try
        {
            slot.Use(new SlotInfo.LocalActivitySlotInfo(call.ActivityType));
            var perAttempt = call.Options.StartToCloseTimeout;
            var isLast = left is { } total && (perAttempt is null || total <= perAttempt);
            return await RunAsync(call, TaskFor(call, workflow, attempt), (isLast ? left : perAttempt)!.Value, isLast).ConfigureAwait(false);
        }
        finally
        {
            slot.Release();
        }
    }

    /// <summary>Null if none came free in time.</summary>
    private async Task<Slot?> SlotAsync(LocalActivityCall call)
    {
        if (call.Options.ScheduleToStartTimeout is not { } limit) return await _slots.ReserveAsync(isSticky: false, CancellationToken.None).ConfigureAwait(false);
        using var late = new CancellationTokenSource(limit, scope.Time);
        try
        {
            return await _slots.ReserveAsync(isSticky: false, late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<Attempt> RunAsync(LocalActivityCall call, PollActivityTaskQueueResponse task, TimeSpan limit, bool isLast)
    {
        // Disposed when its code is done, which may be long after it is given up.
        var running = new RunningActivity(scope, task, _shutdown.Token, isLocal: true);
        var registration = call.Cancellation.Token.Register(() => running.Cancel(Activities.ActivityCancelReason.CancelRequested));
        var outcome = scope.Options.ActivityTaskFactory
            .StartNew(() => running.RunAsync(definitions.Find(call.ActivityType), definitions.Names)).Unwrap();
        _ = outcome.ContinueWith(
            _ =>
            {
                registration.Dispose();
                running.Dispose();
            },
            TaskScheduler.Default);
        try
        {
            return await outcome.WaitAsync(limit, scope.Time).ConfigureAwait(false) switch
            {
                ActivityOutcome.Completed completed => new(completed.Result, null, IsFinal: false),
                ActivityOutcome.Failed failed => new(null, failed.Failure, IsFinal: false),
                ActivityOutcome.Cancelled => new(null, Cancelled(), IsFinal: true),
                _ => Late(isLast),
            };
        }
        catch (TimeoutException)
        {
            running.Cancel(Activities.ActivityCancelReason.Timeout);
            return Late(isLast);
        }
    }

    private static Attempt Late(bool isLast) => new(null, TimedOut(isLast ? TimeoutType.ScheduleToClose : TimeoutType.StartToClose), isLast);

    private PollActivityTaskQueueResponse TaskFor(LocalActivityCall call, WorkflowInfo workflow, int attempt)
    {
        var now = Timestamp.FromDateTimeOffset(scope.Time.GetUtcNow());
        return new PollActivityTaskQueueResponse
        {
            ActivityId = call.ActivityId,
            ActivityType = new ActivityType { Name = call.ActivityType },
            Attempt = attempt,
            Input = new Payloads { Payloads_ = { call.Arguments } },
            Header = call.Headers is { } headers ? new Header { Fields = { headers.ToDictionary() } } : null,
            WorkflowNamespace = workflow.Namespace,
            WorkflowType = new WorkflowType { Name = workflow.WorkflowType },
            WorkflowExecution = new Api.Common.V1.WorkflowExecution { WorkflowId = workflow.WorkflowId, RunId = workflow.RunId },
            ScheduledTime = Timestamp.FromDateTime(call.ScheduledTime),
            CurrentAttemptScheduledTime = now,
            StartedTime = now,
            ScheduleToCloseTimeout = Span(call.Options.ScheduleToCloseTimeout),
            StartToCloseTimeout = Span(call.Options.StartToCloseTimeout),
            RetryPolicy = call.Options.RetryPolicy?.ToProto(),
        };
    }

    private static Duration? Span(TimeSpan? span) => span is { } given ? Duration.FromTimeSpan(given) : null;

    private sealed record Attempt(Payload? Result, Failure? Failure, bool IsFinal);
}
