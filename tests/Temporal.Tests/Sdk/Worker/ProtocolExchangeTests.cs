using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Worker;

/// <summary>One payment as it goes over the wire between the worker and a server, in the order and with the fields seen between the official worker and Temporal.</summary>
public sealed class ProtocolExchangeTests : IAsyncLifetime
{
    private const string Queue = "payments";

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeTemporal _server = null!;
    private int _workflowPolls;
    private int _activityPolls;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeTemporal.StartAsync();
        _server.On<DescribeNamespaceRequest>(_ => new DescribeNamespaceResponse
        {
            NamespaceInfo = new() { Capabilities = new() { WorkerHeartbeats = true, PollerAutoscaling = true, WorkerPollCompleteOnShutdown = true } },
        });
        _server.On<PollWorkflowTaskQueueRequest>(async (poll, cancel) =>
            poll.TaskQueue.Kind == TaskQueueKind.Normal && Interlocked.Increment(ref _workflowPolls) == 1 ? FirstTask() : await ActivityTasks.NeverAsync(cancel));
        _server.On<RespondWorkflowTaskCompletedRequest>(_ =>
        {
            _asked.TrySetResult();
            return new RespondWorkflowTaskCompletedResponse();
        });
        _server.On<PollActivityTaskQueueRequest>(async (_, cancel) =>
        {
            await _asked.Task.WaitAsync(cancel);
            return Interlocked.Increment(ref _activityPolls) == 1 ? ActivityTask() : await ActivityTasks.NeverAsync(cancel);
        });
        _server.On<RespondActivityTaskCompletedRequest>(_ =>
        {
            _finished.TrySetResult();
            return new RespondActivityTaskCompletedResponse();
        });
        _server.On<ShutdownWorkerRequest>(_ => new ShutdownWorkerResponse());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_worker_introduces_itself_before_it_polls()
    {
        await ExchangeAsync();

        var kinds = _server.Received.Select(r => r.Request.Descriptor.Name).ToList();
        Assert.Equal(nameof(GetSystemInfoRequest), kinds[0]);
        Assert.Equal(nameof(DescribeNamespaceRequest), kinds[1]);
        Assert.Equal(nameof(ShutdownWorkerRequest), kinds.Last(kind => kind is nameof(ShutdownWorkerRequest) or nameof(RespondActivityTaskCompletedRequest)));
    }

    [Fact]
    public async Task Polls_name_the_queue_the_worker_and_the_queue_of_its_cache()
    {
        await ExchangeAsync();

        var polls = _server.All<PollWorkflowTaskQueueRequest>();
        var normal = polls.First(p => p.TaskQueue.Kind == TaskQueueKind.Normal);
        var sticky = polls.First(p => p.TaskQueue.Kind == TaskQueueKind.Sticky);
        Assert.Equal((Queue, Queue), (normal.TaskQueue.Name, sticky.TaskQueue.NormalName));
        Assert.All(polls, p => Assert.Equal(("default", "cashier", normal.WorkerInstanceKey), (p.Namespace, p.Identity, p.WorkerInstanceKey)));
        Assert.All(_server.All<PollActivityTaskQueueRequest>(), p => Assert.Equal((Queue, "cashier", normal.WorkerInstanceKey), (p.TaskQueue.Name, p.Identity, p.WorkerInstanceKey)));
        Assert.NotEmpty(normal.WorkerInstanceKey);
    }

    [Fact]
    public async Task A_workflow_task_is_answered_under_its_token_with_what_the_worker_can_do()
    {
        await ExchangeAsync();

        var answer = Assert.Single(_server.All<RespondWorkflowTaskCompletedRequest>());
        var sticky = _server.All<PollWorkflowTaskQueueRequest>().First(p => p.TaskQueue.Kind == TaskQueueKind.Sticky).TaskQueue.Name;
        Assert.Equal("workflow-token", answer.TaskToken.ToStringUtf8());
        Assert.Equal(("default", "cashier", true), (answer.Namespace, answer.Identity, answer.ReturnNewWorkflowTask));
        Assert.Equal((sticky, TimeSpan.FromSeconds(10)), (answer.StickyAttributes.WorkerTaskQueue.Name, answer.StickyAttributes.ScheduleToStartTimeout.ToTimeSpan()));
        Assert.NotEmpty(answer.SdkMetadata.SdkName);
        Assert.NotEmpty(answer.SdkMetadata.SdkVersion);
    }

    [Fact]
    public async Task A_command_to_run_an_activity_says_everything_the_server_needs()
    {
        await ExchangeAsync();

        var command = Assert.Single(_server.All<RespondWorkflowTaskCompletedRequest>().Single().Commands);
        var asked = command.ScheduleActivityTaskCommandAttributes;
        Assert.Equal(CommandType.ScheduleActivityTask, command.CommandType);
        Assert.Equal(("1", "Pay", Queue), (asked.ActivityId, asked.ActivityType.Name, asked.TaskQueue.Name));
        Assert.Equal(TimeSpan.FromSeconds(30), asked.StartToCloseTimeout.ToTimeSpan());
        Assert.Equal(["\"Ada\"", "7"], asked.Input.Payloads_.Select(p => p.Data.ToStringUtf8()));
        Assert.All(asked.Input.Payloads_, p => Assert.Equal("json/plain", p.Metadata["encoding"].ToStringUtf8()));
    }

    [Fact]
    public async Task An_activity_is_answered_under_its_token()
    {
        await ExchangeAsync();

        var answer = Assert.Single(_server.All<RespondActivityTaskCompletedRequest>());
        Assert.Equal(("activity-token", "default", "cashier"), (answer.TaskToken.ToStringUtf8(), answer.Namespace, answer.Identity));
        Assert.Equal("\"Ada got 7\"", Assert.Single(answer.Result.Payloads_).Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_worker_that_leaves_names_its_queues_and_its_cache()
    {
        await ExchangeAsync();

        var goodbye = _server.All<ShutdownWorkerRequest>()[0];
        var sticky = _server.All<PollWorkflowTaskQueueRequest>().First(p => p.TaskQueue.Kind == TaskQueueKind.Sticky);
        Assert.Equal((Queue, sticky.TaskQueue.Name, sticky.WorkerInstanceKey), (goodbye.TaskQueue, goodbye.StickyTaskQueue, goodbye.WorkerInstanceKey));
        Assert.Equal([TaskQueueType.Workflow, TaskQueueType.Activity], goodbye.TaskQueueTypes);
    }

    [Theory]
    [InlineData("client-name", ".+")]
    [InlineData("client-version", "^[0-9]+\\.[0-9]+")]
    [InlineData("content-type", "^application/grpc")]
    [InlineData("te", "^trailers$")]
    [InlineData("grpc-timeout", "^[0-9]{1,8}[HMSmun]$")]
    public async Task Every_call_carries_the_headers_of_the_protocol(string header, string pattern)
    {
        await ExchangeAsync();

        Assert.All(_server.Received, call => Assert.Matches(pattern, call.Headers.GetValueOrDefault(header) ?? $"no {header}"));
    }

    [Fact]
    public async Task Calls_about_a_namespace_name_it_in_a_header_and_polls_may_take_longer()
    {
        await ExchangeAsync();

        Assert.All(_server.Received.Where(c => c.Request is not GetSystemInfoRequest), c => Assert.Equal("default", c.Headers["temporal-namespace"]));
        Assert.All(_server.Received.Where(c => c.Request is PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest), c => Assert.InRange(Seconds(c.Headers["grpc-timeout"]), 65, 70));
        Assert.All(_server.Received.Where(c => c.Request is RespondWorkflowTaskCompletedRequest), c => Assert.InRange(Seconds(c.Headers["grpc-timeout"]), 5, 30));
    }

    private static double Seconds(string timeout)
    {
        var value = double.Parse(timeout[..^1], System.Globalization.CultureInfo.InvariantCulture);
        return timeout[^1] switch { 'H' => value * 3600, 'M' => value * 60, 'S' => value, 'm' => value / 1e3, 'u' => value / 1e6, _ => value / 1e9 };
    }

    private async Task ExchangeAsync()
    {
        var client = await _server.ConnectAsync();
        var options = new TemporalWorkerOptions(Queue) { Identity = "cashier" };
        options.AddWorkflow<PaymentWorkflow>().AddAllActivities(new SampleActivities());
        using var worker = new TemporalWorker(client, options);
        await worker.WhileAsync(async () =>
        {
            await _finished.Task.WaitAsync(TestContext.Current.CancellationToken);
            await Temporal.Tests.DevServer.Eventually.HoldsAsync(() => Task.FromResult(_server.All<PollWorkflowTaskQueueRequest>().Any(p => p.TaskQueue.Kind == TaskQueueKind.Sticky)));
        });
    }

    private static PollWorkflowTaskQueueResponse FirstTask() => new()
    {
        TaskToken = ByteString.CopyFromUtf8("workflow-token"),
        WorkflowExecution = new() { WorkflowId = "payment", RunId = "11111111-1111-4111-8111-111111111111" },
        WorkflowType = new() { Name = nameof(PaymentWorkflow) },
        WorkflowExecutionTaskQueue = new() { Name = Queue, Kind = TaskQueueKind.Normal },
        StartedEventId = 3,
        Attempt = 1,
        History = new()
        {
            Events =
            {
                Event(1, EventType.WorkflowExecutionStarted, e => e.WorkflowExecutionStartedEventAttributes = new()
                {
                    WorkflowType = new() { Name = nameof(PaymentWorkflow) },
                    TaskQueue = new() { Name = Queue },
                    OriginalExecutionRunId = "11111111-1111-4111-8111-111111111111",
                    FirstExecutionRunId = "11111111-1111-4111-8111-111111111111",
                    Attempt = 1,
                    Input = Json("""{"Who":"Ada","Amount":7}"""),
                }),
                Event(2, EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = new() { TaskQueue = new TaskQueue { Name = Queue }, Attempt = 1 }),
                Event(3, EventType.WorkflowTaskStarted, e => e.WorkflowTaskStartedEventAttributes = new() { ScheduledEventId = 2 }),
            },
        },
    };

    private static PollActivityTaskQueueResponse ActivityTask() => new()
    {
        TaskToken = ByteString.CopyFromUtf8("activity-token"),
        WorkflowNamespace = "default",
        WorkflowExecution = new() { WorkflowId = "payment", RunId = "11111111-1111-4111-8111-111111111111" },
        WorkflowType = new() { Name = nameof(PaymentWorkflow) },
        ActivityType = new() { Name = "Pay" },
        ActivityId = "1",
        Attempt = 1,
        Input = Json("\"Ada\"", "7"),
        ScheduledTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
        CurrentAttemptScheduledTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
        StartedTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
        StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
    };

    private static HistoryEvent Event(long id, EventType type, Action<HistoryEvent> fill)
    {
        var created = new HistoryEvent { EventId = id, EventType = type, EventTime = Timestamp.FromDateTime(DateTime.UnixEpoch) };
        fill(created);
        return created;
    }

    private static Payloads Json(params string[] values) => new()
    {
        Payloads_ = { values.Select(v => new Payload { Data = ByteString.CopyFromUtf8(v), Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") } }) },
    };
}
