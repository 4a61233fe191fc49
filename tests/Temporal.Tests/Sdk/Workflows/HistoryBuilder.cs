using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Workflows;

/// <summary>A history as another worker would have made it, event by event.</summary>
internal sealed class HistoryBuilder
{
    private static readonly DateTime Begin = new(2031, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<HistoryEvent> _events = [];

    public HistoryBuilder(string workflow, string runId = "run-1") => Add(EventType.WorkflowExecutionStarted, happened =>
        happened.WorkflowExecutionStartedEventAttributes = new()
        {
            WorkflowType = new WorkflowType { Name = workflow },
            TaskQueue = new TaskQueue { Name = "queue" },
            OriginalExecutionRunId = runId,
            FirstExecutionRunId = runId,
            WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
            Attempt = 1,
        });

    public HistoryBuilder Signal(string name, params object?[] arguments) => Add(EventType.WorkflowExecutionSignaled, happened =>
        happened.WorkflowExecutionSignaledEventAttributes = new() { SignalName = name, Input = Payloads(arguments) });

    /// <summary>A whole workflow task; <paramref name="build"/> is the worker's, which only Temporal's own ones say.</summary>
    public HistoryBuilder Task(WorkflowTaskCompletedMetadata? said = null, string build = "")
    {
        Add(EventType.WorkflowTaskScheduled, happened => happened.WorkflowTaskScheduledEventAttributes = new());
        Add(EventType.WorkflowTaskStarted, happened => happened.WorkflowTaskStartedEventAttributes = new() { ScheduledEventId = _events.Count - 1 });
        return Add(EventType.WorkflowTaskCompleted, happened => happened.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = _events.Count - 1,
            StartedEventId = _events.Count,
            SdkMetadata = said,
            BinaryChecksum = build,
        });
    }

    public HistoryBuilder Activity(string type, int number = 1) => Add(EventType.ActivityTaskScheduled, happened =>
        happened.ActivityTaskScheduledEventAttributes = new() { ActivityId = $"{number}", ActivityType = new ActivityType { Name = type } });

    public HistoryBuilder Child(string id, string type) => Add(EventType.StartChildWorkflowExecutionInitiated, happened =>
        happened.StartChildWorkflowExecutionInitiatedEventAttributes = new() { WorkflowId = id, WorkflowType = new WorkflowType { Name = type } });

    public HistoryBuilder Accepted(string id, string update) => Add(EventType.WorkflowExecutionUpdateAccepted, happened =>
        happened.WorkflowExecutionUpdateAcceptedEventAttributes = new()
        {
            ProtocolInstanceId = id,
            AcceptedRequestMessageId = id + "/request",
            AcceptedRequest = new() { Meta = new() { UpdateId = id }, Input = new() { Name = update } },
        });

    public HistoryBuilder Answered(string id) => Add(EventType.WorkflowExecutionUpdateCompleted, happened =>
        happened.WorkflowExecutionUpdateCompletedEventAttributes = new() { Meta = new() { UpdateId = id }, Outcome = new() { Success = Payloads() } });

    public HistoryBuilder Completed() => Add(EventType.WorkflowExecutionCompleted, happened => happened.WorkflowExecutionCompletedEventAttributes = new());

    /// <summary>Replays it.</summary>
    public async Task<Exception?> ReplayAsync<T>() => (await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<T>())
        .ReplayWorkflowAsync(new WorkflowHistory("workflow-1", _events), throwOnReplayFailure: false, TestContext.Current.CancellationToken)).ReplayFailure;

    private static Payloads Payloads(params object?[] values) =>
        new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayloads(values) } };

    private HistoryBuilder Add(EventType type, Action<HistoryEvent> fill)
    {
        var happened = new HistoryEvent { EventId = _events.Count + 1, EventType = type, EventTime = Timestamp.FromDateTime(Begin) };
        fill(happened);
        _events.Add(happened);
        return this;
    }
}
