using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;

namespace Temporalio.Activities;

/// <summary>What an activity may ask of its worker. Flows with the activity's async calls.</summary>
public class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> Ambient = new();
    private readonly ActivityCancellation _cancellation;
    private readonly Action<object?[]> _heartbeat;
    private readonly ITemporalClient? _client;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ILogger logger,
        IPayloadConverter payloadConverter,
        ITemporalClient? client,
        MetricMeter metricMeter,
        ActivityCancellation cancellation,
        Action<object?[]> heartbeat,
        CancellationToken workerShutdownToken,
        CancellationToken cancellationToken)
    {
        Info = info;
        Logger = logger;
        PayloadConverter = payloadConverter;
        _client = client;
        MetricMeter = metricMeter;
        _cancellation = cancellation;
        _heartbeat = heartbeat;
        WorkerShutdownToken = workerShutdownToken;
        CancellationToken = cancellationToken;
    }

    /// <summary>Whether the running code is part of an activity.</summary>
    public static bool HasCurrent => Ambient.Value is not null;

    /// <summary>The context of the running activity.</summary>
    /// <exception cref="InvalidOperationException">The running code is not part of an activity.</exception>
    public static ActivityExecutionContext Current => Ambient.Value ?? throw new InvalidOperationException("No current context");

    /// <summary>What the activity is told about itself.</summary>
    public ActivityInfo Info { get; }

    /// <summary>Logger whose entries carry the activity's and the workflow's ids.</summary>
    public ILogger Logger { get; }

    /// <summary>Why <see cref="CancellationToken"/> was cancelled; meaningless before.</summary>
    public ActivityCancelReason CancelReason => _cancellation.Reason;

    /// <summary>All causes for which <see cref="CancellationToken"/> was cancelled; meaningless before. It does not change any more after.</summary>
    public ActivityCancellationDetails? CancellationDetails => _cancellation.Details;

    /// <summary>Cancelled when the activity should stop. Activities without heartbeat learn of a requested cancellation never.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// Cancelled when the worker begins to shut down, <see cref="TemporalWorkerOptions.GracefulShutdownTimeout"/> before
    /// <see cref="CancellationToken"/>.
    /// </summary>
    public CancellationToken WorkerShutdownToken { get; }

    /// <summary>Converts values to payloads as the worker does.</summary>
    public IPayloadConverter PayloadConverter { get; }

    /// <summary>Measures, with the activity's tags.</summary>
    public MetricMeter MetricMeter { get; }

    /// <summary>The client the worker was made with.</summary>
    /// <exception cref="InvalidOperationException">There is none, as in a test environment that was not given one.</exception>
    public ITemporalClient TemporalClient => _client ?? throw new InvalidOperationException("No Temporal client available");

    /// <summary>Tells the server the activity is alive, and gets requested cancellations.</summary>
    /// <remarks>
    /// Returns at once. Calls are throttled, by default to one in 80 percent of the heartbeat timeout; the latest details win.
    /// Details that cannot be converted cancel the activity and fail it.
    /// </remarks>
    /// <param name="details">Values the next attempt finds in <see cref="ActivityInfo.HeartbeatDetails"/>.</param>
    public void Heartbeat(params object?[] details) => _heartbeat(details);

    /// <summary>Makes this the current context of the calling async flow; null ends that.</summary>
    internal static void Enter(ActivityExecutionContext? context) => Ambient.Value = context;
}
