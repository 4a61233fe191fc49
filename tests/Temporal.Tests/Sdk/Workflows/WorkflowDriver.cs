using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Runtime;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

/// <summary>One run as a server would keep it: its history, and what each workflow task answered.</summary>
internal sealed partial class WorkflowDriver(WorkflowTaskProcessor processor, string runId = "run-1")
{
    private static readonly DataConverter Converter = DataConverter.Default;

    private readonly Dictionary<string, long> _activities = [];
    private readonly Dictionary<string, long> _timers = [];
    private readonly Dictionary<string, long> _children = [];
    private readonly Dictionary<string, long> _cancelRequests = [];
    private readonly Dictionary<string, long> _signalsOut = [];
    private DateTime _now = new(2031, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    private long _lastStarted;

    public List<HistoryEvent> Events { get; } = [];

    /// <summary>How often the whole history was asked for because a sticky task met no cached run.</summary>
    public int WholeHistoryFetches { get; private set; }

    public static WorkflowTaskProcessor ProcessorFor<T>(Func<WorkflowProcessorOptions, WorkflowProcessorOptions>? adjust = null)
    {
        var options = new WorkflowProcessorOptions
        {
            Namespace = "default",
            TaskQueue = "queue",
            Workflows = [WorkflowDefinition.Create(typeof(T))],
            TracksForeignTasks = false,
        };
        return new WorkflowTaskProcessor(adjust?.Invoke(options) ?? options);
    }

    public static WorkflowDriver Start<T>(params object?[] arguments) => new WorkflowDriver(ProcessorFor<T>()).Started<T>(arguments);

    public WorkflowDriver Started<T>(params object?[] arguments)
    {
        Add(EventType.WorkflowExecutionStarted, happened => happened.WorkflowExecutionStartedEventAttributes = new()
        {
            WorkflowType = new WorkflowType { Name = WorkflowDefinition.Create(typeof(T)).Name },
            TaskQueue = new TaskQueue { Name = "queue" },
            Input = new Payloads { Payloads_ = { Converter.PayloadConverter.ToPayloads(arguments) } },
            OriginalExecutionRunId = runId,
            FirstExecutionRunId = runId,
            WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
            Attempt = 1,
        });
        return this;
    }

    /// <summary>The same run in the hands of another worker.</summary>
    public WorkflowDriver MovedTo(WorkflowTaskProcessor other)
    {
        var moved = new WorkflowDriver(other, runId) { _now = _now, _lastStarted = _lastStarted };
        moved.Events.AddRange(Events.Select(happened => happened.Clone()));
        foreach (var (id, scheduled) in _activities) moved._activities[id] = scheduled;
        foreach (var (id, started) in _timers) moved._timers[id] = started;
        return moved;
    }

    public WorkflowDriver After(TimeSpan time)
    {
        _now += time;
        return this;
    }

    public WorkflowDriver Signal(string name, params object?[] arguments)
    {
        Add(EventType.WorkflowExecutionSignaled, happened => happened.WorkflowExecutionSignaledEventAttributes = new()
        {
            SignalName = name,
            Input = new Payloads { Payloads_ = { Converter.PayloadConverter.ToPayloads(arguments) } },
        });
        return this;
    }

    public WorkflowDriver RequestCancel()
    {
        Add(EventType.WorkflowExecutionCancelRequested, happened => happened.WorkflowExecutionCancelRequestedEventAttributes = new());
        return this;
    }

    public WorkflowDriver FireTimer(string timerId)
    {
        Add(EventType.TimerFired, happened => happened.TimerFiredEventAttributes = new()
        {
            TimerId = timerId,
            StartedEventId = _timers[timerId],
        });
        return this;
    }

    public WorkflowDriver CompleteActivity(string activityId, object? result = null)
    {
        var started = StartActivity(activityId);
        Add(EventType.ActivityTaskCompleted, happened => happened.ActivityTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = _activities[activityId],
            StartedEventId = started,
            Result = new Payloads { Payloads_ = { Converter.PayloadConverter.ToPayload(result) } },
        });
        return this;
    }

    public WorkflowDriver FailActivity(string activityId, Failure failure)
    {
        var started = StartActivity(activityId);
        Add(EventType.ActivityTaskFailed, happened => happened.ActivityTaskFailedEventAttributes = new()
        {
            ScheduledEventId = _activities[activityId],
            StartedEventId = started,
            Identity = "worker-7",
            Failure = failure,
            RetryState = RetryState.MaximumAttemptsReached,
        });
        return this;
    }

    public WorkflowDriver CancelActivity(string activityId)
    {
        Add(EventType.ActivityTaskCanceled, happened => happened.ActivityTaskCanceledEventAttributes = new()
        {
            ScheduledEventId = _activities[activityId],
        });
        return this;
    }

    /// <summary>Sends the signal that lets the workflow end, and gives its result.</summary>
    public async Task<string> EndAsync()
    {
        var commands = await Signal("End").RunTaskAsync();
        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
        return Converter.PayloadConverter.ToValue<string>(commands[0].CompleteWorkflowExecutionCommandAttributes.Result.Payloads_.Single());
    }

    /// <summary>Runs one workflow task and records what it answered.</summary>
    public async Task<IReadOnlyList<Command>> RunTaskAsync()
    {
        var result = await OfferTaskAsync();
        return Assert.IsType<WorkflowTaskResult.Completed>(result).Request.Commands;
    }

    /// <summary>Runs one workflow task that is to fail.</summary>
    public async Task<WorkflowTaskResult.Failed> FailTaskAsync() => Assert.IsType<WorkflowTaskResult.Failed>(await OfferTaskAsync());

    /// <summary>Runs one workflow task; a task that answers with commands has them recorded, one that fails has the failure.</summary>
    public async Task<WorkflowTaskResult> OfferTaskAsync(IReadOnlyDictionary<string, WorkflowQuery>? queries = null)
    {
        var started = OpenTask();
        var result = await processor.ProcessAsync(StickyTask(started, queries), FetchAsync, TestContext.Current.CancellationToken);
        Record(result, started - 1, started);
        return result;
    }

    /// <summary>Starts a workflow task nobody has answered yet.</summary>
    public long OpenTask()
    {
        var scheduled = Add(EventType.WorkflowTaskScheduled, happened => happened.WorkflowTaskScheduledEventAttributes = new());
        return Add(EventType.WorkflowTaskStarted, happened =>
            happened.WorkflowTaskStartedEventAttributes = new() { ScheduledEventId = scheduled });
    }

    /// <summary>Ends the open workflow task as a reset to this point does.</summary>
    public WorkflowDriver Reset(string newRunId)
    {
        var started = OpenTask();
        Add(EventType.WorkflowTaskFailed, happened => happened.WorkflowTaskFailedEventAttributes = new()
        {
            ScheduledEventId = started - 1,
            StartedEventId = started,
            Cause = WorkflowTaskFailedCause.ResetWorkflow,
            NewRunId = newRunId,
        });
        _lastStarted = 0;
        return this;
    }

    /// <summary>Asks the idle run, as a server does: without events if it expects the run to be cached.</summary>
    public async Task<RespondQueryTaskCompletedRequest> QueryAsync(string name, params object?[] arguments)
    {
        var task = new PollWorkflowTaskQueueResponse
        {
            TaskToken = ByteString.CopyFromUtf8("token"),
            WorkflowExecution = new WorkflowExecution { WorkflowId = "workflow-1", RunId = runId },
            Query = Query(name, arguments),
        };
        var result = await processor.ProcessAsync(task, FetchAsync, TestContext.Current.CancellationToken);
        return Assert.IsType<WorkflowTaskResult.QueryAnswered>(result).Request;
    }

    public static WorkflowQuery Query(string name, params object?[] arguments) => new()
    {
        QueryType = name,
        QueryArgs = new Payloads { Payloads_ = { Converter.PayloadConverter.ToPayloads(arguments) } },
    };

    /// <summary>The commands history has after each workflow task, by the event that started the task.</summary>
    public Dictionary<long, List<Command>> CommandsByTask { get; } = [];

    /// <summary>A task as a server sends it to a worker that has never seen the run.</summary>
    public PollWorkflowTaskQueueResponse WholeTask(long startedEventId)
    {
        var task = EmptyTask(startedEventId);
        task.History = new History { Events = { Events.TakeWhile(happened => happened.EventId <= startedEventId).Select(happened => happened.Clone()) } };
        return task;
    }

    /// <summary>A task as a server sends it to the worker that did the one before.</summary>
    public PollWorkflowTaskQueueResponse StickyTask(long startedEventId, long previousStartedEventId)
    {
        var task = WholeTask(startedEventId);
        var fresh = task.History.Events.Where(happened => happened.EventId > previousStartedEventId).ToList();
        task.History = new History { Events = { fresh } };
        return task;
    }

    public Task<History> FetchAsync(ByteString pageToken, CancellationToken cancel)
    {
        Assert.True(pageToken.IsEmpty);
        WholeHistoryFetches++;
        return Task.FromResult(new History { Events = { Events } });
    }

    private PollWorkflowTaskQueueResponse StickyTask(long started, IReadOnlyDictionary<string, WorkflowQuery>? queries)
    {
        var task = StickyTask(started, _lastStarted);
        foreach (var (id, query) in queries ?? new Dictionary<string, WorkflowQuery>()) task.Queries[id] = query;
        return task;
    }

    private PollWorkflowTaskQueueResponse EmptyTask(long startedEventId) => new()
    {
        TaskToken = ByteString.CopyFromUtf8("token"),
        WorkflowExecution = new WorkflowExecution { WorkflowId = "workflow-1", RunId = runId },
        WorkflowType = Events[0].WorkflowExecutionStartedEventAttributes.WorkflowType,
        StartedEventId = startedEventId,
        Attempt = 1,
    };

    private void Record(WorkflowTaskResult result, long scheduled, long started)
    {
        if (result is WorkflowTaskResult.Failed failed)
        {
            Add(EventType.WorkflowTaskFailed, happened => happened.WorkflowTaskFailedEventAttributes = new()
            {
                ScheduledEventId = scheduled,
                StartedEventId = started,
                Cause = failed.Cause,
            });
            _lastStarted = 0;
            return;
        }

        var completed = ((WorkflowTaskResult.Completed)result).Request;
        Add(EventType.WorkflowTaskCompleted, happened => happened.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = scheduled,
            StartedEventId = started,
            SdkMetadata = completed.SdkMetadata,
        });
        _lastStarted = started;
        var commands = completed.Commands;
        CommandsByTask[started] = [.. commands.Select(command => command.Clone())];
        foreach (var command in commands) Record(command);
    }

    private void Record(Command command)
    {
        switch (command.CommandType)
        {
            case CommandType.ScheduleActivityTask:
                var activity = command.ScheduleActivityTaskCommandAttributes;
                _activities[activity.ActivityId] = Add(EventType.ActivityTaskScheduled, happened =>
                    happened.ActivityTaskScheduledEventAttributes = new() { ActivityId = activity.ActivityId, ActivityType = activity.ActivityType });
                break;
            case CommandType.RequestCancelActivityTask:
                Add(EventType.ActivityTaskCancelRequested, happened => happened.ActivityTaskCancelRequestedEventAttributes =
                    new() { ScheduledEventId = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId });
                break;
            case CommandType.StartTimer:
                var timerId = command.StartTimerCommandAttributes.TimerId;
                _timers[timerId] = Add(EventType.TimerStarted, happened => happened.TimerStartedEventAttributes = new() { TimerId = timerId });
                break;
            case CommandType.CancelTimer:
                Add(EventType.TimerCanceled, happened => happened.TimerCanceledEventAttributes =
                    new() { TimerId = command.CancelTimerCommandAttributes.TimerId });
                break;
            case CommandType.StartChildWorkflowExecution:
                var child = command.StartChildWorkflowExecutionCommandAttributes;
                _children[child.WorkflowId] = Add(EventType.StartChildWorkflowExecutionInitiated, happened =>
                    happened.StartChildWorkflowExecutionInitiatedEventAttributes = new() { WorkflowId = child.WorkflowId, WorkflowType = child.WorkflowType });
                break;
            case CommandType.RequestCancelExternalWorkflowExecution:
                var cancelled = command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId;
                _cancelRequests[cancelled] = Add(EventType.RequestCancelExternalWorkflowExecutionInitiated, happened =>
                    happened.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes =
                        new() { WorkflowExecution = new WorkflowExecution { WorkflowId = cancelled } });
                break;
            case CommandType.SignalExternalWorkflowExecution:
                var signalled = command.SignalExternalWorkflowExecutionCommandAttributes;
                _signalsOut[signalled.Execution.WorkflowId] = Add(EventType.SignalExternalWorkflowExecutionInitiated, happened =>
                    happened.SignalExternalWorkflowExecutionInitiatedEventAttributes =
                        new() { WorkflowExecution = signalled.Execution, SignalName = signalled.SignalName });
                break;
            case CommandType.RecordMarker:
                Add(EventType.MarkerRecorded, happened => happened.MarkerRecordedEventAttributes = new()
                {
                    MarkerName = command.RecordMarkerCommandAttributes.MarkerName,
                    Details = { command.RecordMarkerCommandAttributes.Details },
                    Failure = command.RecordMarkerCommandAttributes.Failure,
                });
                break;
            case CommandType.UpsertWorkflowSearchAttributes:
                Add(EventType.UpsertWorkflowSearchAttributes, happened => happened.UpsertWorkflowSearchAttributesEventAttributes =
                    new() { SearchAttributes = command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes });
                break;
            case CommandType.CompleteWorkflowExecution:
                Add(EventType.WorkflowExecutionCompleted, happened => happened.WorkflowExecutionCompletedEventAttributes = new());
                break;
            case CommandType.FailWorkflowExecution:
                Add(EventType.WorkflowExecutionFailed, happened => happened.WorkflowExecutionFailedEventAttributes = new());
                break;
            case CommandType.CancelWorkflowExecution:
                Add(EventType.WorkflowExecutionCanceled, happened => happened.WorkflowExecutionCanceledEventAttributes = new());
                break;
            case CommandType.ContinueAsNewWorkflowExecution:
                Add(EventType.WorkflowExecutionContinuedAsNew, happened => happened.WorkflowExecutionContinuedAsNewEventAttributes = new());
                break;
            default:
                throw new NotSupportedException(command.CommandType.ToString());
        }
    }

    private long StartActivity(string activityId) => Add(EventType.ActivityTaskStarted, happened =>
        happened.ActivityTaskStartedEventAttributes = new() { ScheduledEventId = _activities[activityId], Attempt = 1 });

    private long Add(EventType type, Action<HistoryEvent> fill)
    {
        var happened = new HistoryEvent { EventId = Events.Count + 1, EventType = type, EventTime = Timestamp.FromDateTime(_now) };
        fill(happened);
        Events.Add(happened);
        return happened.EventId;
    }
}
