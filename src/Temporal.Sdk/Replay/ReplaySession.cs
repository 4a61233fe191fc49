using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Worker;

namespace Temporalio.Replay;

/// <summary>Replays histories while it lives.</summary>
internal sealed class ReplaySession : IDisposable
{
    private readonly WorkflowProcessorOptions _options;
    private readonly WorkflowCatalog _catalog;
    private readonly PayloadTransform _codec;

    /// <exception cref="ArgumentException">A workflow cannot be created, or two have one name.</exception>
    internal ReplaySession(WorkflowReplayerOptions options)
    {
        _options = new WorkflowProcessorOptions
        {
            Namespace = options.Namespace,
            TaskQueue = options.TaskQueue,
            Workflows = [.. options.Workflows],
            DataConverter = options.DataConverter,
            LoggerFactory = options.LoggerFactory,
            WorkflowFailureExceptionTypes = options.WorkflowFailureExceptionTypes ?? [],
            Interceptors = options.Interceptors ?? [],
            MetricMeter = options.Runtime?.MetricMeter ?? TemporalRuntime.DefaultMeter,
            Steps = options.Steps(),
            TracksForeignTasks = !options.DisableWorkflowTracingEventListener,
            DeadlockTimeout = options.DebugMode ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2),
        };
        _catalog = new WorkflowCatalog(_options.Workflows);
        _codec = new PayloadTransform(options.DataConverter.PayloadCodec);
        if (_options.TracksForeignTasks) ForeignTaskListener.Instance.Register();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_options.TracksForeignTasks) ForeignTaskListener.Instance.Unregister();
    }

    /// <exception cref="InvalidWorkflowOperationException">A workflow task failed, and that is to be thrown.</exception>
    internal async Task<WorkflowReplayResult> ReplayAsync(WorkflowHistory history, bool throwOnReplayFailure)
    {
        try
        {
            await ReplayAsync(history).ConfigureAwait(false);
            return new WorkflowReplayResult(history, null);
        }
#pragma warning disable CA1031 // Workflow code may throw anything; all of it is what the caller wants to know.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            var failure = failed as InvalidWorkflowOperationException
                ?? new InvalidWorkflowOperationException($"Workflow task failed: {failed.GetType().Name}: {failed.Message}", failed.StackTrace);
            if (throwOnReplayFailure) throw failure;
            return new WorkflowReplayResult(history, failure);
        }
    }

    private static string RunIdOf(IEnumerable<HistoryEvent> events) =>
        events.FirstOrDefault(happened => happened.EventType == EventType.WorkflowExecutionStarted) is { } started
            ? started.WorkflowExecutionStartedEventAttributes.OriginalExecutionRunId
            : throw new InvalidWorkflowOperationException("The history does not begin with the start of a workflow.");

    private async Task ReplayAsync(WorkflowHistory history)
    {
        IReadOnlyList<HistoryEvent> events = history.Events as IReadOnlyList<HistoryEvent> ?? [.. history.Events];
        if (_options.DataConverter.PayloadCodec is not null)
        {
            // Decoding changes events in place, and these are the caller's.
            events = [.. events.Select(happened => happened.Clone())];
            var type = events[0].WorkflowExecutionStartedEventAttributes?.WorkflowType?.Name ?? "";
            var codec = _codec.For(_options.Namespace, history.Id, type);
            foreach (var happened in events) await codec.DecodeAsync(happened).ConfigureAwait(false);
        }

        var runId = RunIdOf(events);
        var clock = new ActivationClock(runId, _options.DeadlockTimeout, _options.TimeProvider);
        var run = new WorkflowRun(history.Id, runId, _options, _catalog, clock);
        await clock.WatchAsync(() =>
        {
            run.Advance(events, liveStartedEventId: 0);
            return run.LastEventId;
        }).ConfigureAwait(false);
    }
}
