using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Testing;

/// <summary>Runs activity code with a context, without worker or server.</summary>
public record ActivityEnvironment
{
    /// <summary>Info of an activity nobody scheduled.</summary>
    public static readonly ActivityInfo DefaultInfo = new(
        ActivityId: "test",
        ActivityType: "unknown",
        Attempt: 1,
        CurrentAttemptScheduledTime: new(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc),
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: false,
        Priority: Priority.Default,
        RetryPolicy: new(),
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: new(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc),
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: new(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc),
        TaskQueue: "test",
        TaskToken: "test"u8.ToArray(),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    private readonly ActivityCancellation _cancellation = new();

    /// <summary>What the activity is told about itself. Default <see cref="DefaultInfo"/>.</summary>
    public ActivityInfo Info { get; init; } = DefaultInfo;

    /// <summary>The activity's logger. Default: no logging.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The activity's payload converter. Default that of <see cref="DataConverter.Default"/>.</summary>
    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    /// <summary>The activity's client. Default none.</summary>
    public ITemporalClient? TemporalClient { get; init; }

    /// <summary>The activity's meter. Default: nothing is measured.</summary>
    public MetricMeter? MetricMeter { get; init; }

    /// <summary>Why the activity is cancelled; usually set by <see cref="Cancel(ActivityCancelReason)"/>.</summary>
    public ActivityCancelReason CancelReason
    {
        get => _cancellation.Reason;
        set => _cancellation.Reason = value;
    }

    /// <summary>All causes of the cancellation; usually set by <see cref="Cancel(ActivityCancelReason)"/>.</summary>
    public ActivityCancellationDetails? CancellationDetails
    {
        get => _cancellation.Details;
        set => _cancellation.Details = value;
    }

    /// <summary>Source of the activity's cancellation.</summary>
    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    /// <summary>Source of the worker's shutdown.</summary>
    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    /// <summary>Gets the details of every heartbeat. Default: they are dropped.</summary>
    public Action<object?[]> Heartbeater { get; init; } = static _ => { };

    /// <summary>Runs an activity.</summary>
    /// <param name="activity">The activity.</param>
    /// <returns>Done when it is.</returns>
    public Task RunAsync(Action activity) => RunAsync(() =>
    {
        activity();
        return Task.CompletedTask;
    });

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="activity">The activity.</param>
    /// <returns>Its result.</returns>
    public Task<T> RunAsync<T>(Func<T> activity) => RunAsync(() => Task.FromResult(activity()));

    /// <summary>Runs an activity.</summary>
    /// <param name="activity">The activity.</param>
    /// <returns>Done when it is.</returns>
    public Task RunAsync(Func<Task> activity) => RunAsync<object?>(async () =>
    {
        await activity().ConfigureAwait(false);
        return null;
    });

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="activity">The activity.</param>
    /// <returns>Its result.</returns>
    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        ActivityExecutionContext.Enter(new(
            Info,
            Logger,
            PayloadConverter,
            TemporalClient,
            MetricMeter ?? MetricMeter.Nowhere,
            _cancellation,
            Heartbeater,
            WorkerShutdownTokenSource.Token,
            CancellationTokenSource.Token));
        try
        {
            return await activity().ConfigureAwait(false);
        }
        finally
        {
            ActivityExecutionContext.Enter(null);
        }
    }

    /// <summary>Cancels the activity as its workflow would, unless it is cancelled already.</summary>
    public void Cancel() => Cancel(ActivityCancelReason.CancelRequested);

    /// <summary>Cancels the activity, unless it is cancelled already.</summary>
    /// <param name="reason">Why.</param>
    public void Cancel(ActivityCancelReason reason) => Cancel(reason, ActivityCancellationDetails.Of(reason));

    /// <summary>Cancels the activity, unless it is cancelled already.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="details">All causes.</param>
    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        if (CancellationTokenSource.IsCancellationRequested) return;
        CancelReason = reason;
        CancellationDetails = details;
        CancellationTokenSource.Cancel();
    }
}
