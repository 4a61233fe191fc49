using Google.Protobuf;
using Temporal.Protocol.Grpc;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Worker;

public sealed class ActivityHeartbeatTests : IAsyncLifetime
{
    private readonly TaskCompletionSource<IMessage> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _heartbeat = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeTemporal _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeTemporal.StartAsync();
        var polls = 0;
        _server.On<PollActivityTaskQueueRequest>(async (_, cancel) =>
            polls++ == 0 ? ActivityTasks.New("one", TimeSpan.FromMinutes(10)) : await ActivityTasks.NeverAsync(cancel));
        _server.On<RecordActivityTaskHeartbeatRequest>(_ => Beat(new()));
        _server.On<RespondActivityTaskCompletedRequest>(request => Answer(request, new RespondActivityTaskCompletedResponse()));
        _server.On<RespondActivityTaskFailedRequest>(request => Answer(request, new RespondActivityTaskFailedResponse()));
        _server.On<RespondActivityTaskCanceledRequest>(request => Answer(request, new RespondActivityTaskCanceledResponse()));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Heartbeats_are_throttled_and_a_failure_brings_the_last_one_along()
    {
        var answer = await RunAsync(async context =>
        {
            context.Heartbeat("first");
            await _heartbeat.Task;
            for (var i = 0; i < 100; i++) context.Heartbeat($"later {i}");
            throw new IOException("line is down");
        });

        var failed = Assert.IsType<RespondActivityTaskFailedRequest>(answer);
        Assert.Equal("\"later 99\"", failed.LastHeartbeatDetails.Payloads_.Single().Data.ToStringUtf8());
        Assert.Single(_server.All<RecordActivityTaskHeartbeatRequest>());
    }

    [Fact]
    public async Task A_heartbeat_that_was_sent_is_not_sent_again_with_the_failure()
    {
        var answer = await RunAsync(async context =>
        {
            context.Heartbeat("first");
            await _heartbeat.Task;
            throw new IOException("line is down");
        });

        Assert.Null(Assert.IsType<RespondActivityTaskFailedRequest>(answer).LastHeartbeatDetails);
    }

    [Theory]
    [InlineData(true, false, false, ActivityCancelReason.CancelRequested, null)]
    [InlineData(true, true, false, ActivityCancelReason.CancelRequested, null)]
    [InlineData(false, true, false, ActivityCancelReason.Paused, "ActivityPause")]
    [InlineData(false, false, true, ActivityCancelReason.Reset, "ActivityReset")]
    public async Task What_the_server_asks_for_is_passed_on(
        bool cancel, bool pause, bool reset, ActivityCancelReason expected, string? errorType)
    {
        var reason = ActivityCancelReason.None;
        ActivityCancellationDetails? details = null;
        _server.On<RecordActivityTaskHeartbeatRequest>(_ =>
            Beat(new() { CancelRequested = cancel, ActivityPaused = pause, ActivityReset = reset }));

        var answer = await RunAsync(async context =>
        {
            context.Heartbeat();
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            reason = context.CancelReason;
            details = context.CancellationDetails;
            throw new OperationCanceledException();
        });

        Assert.Equal(expected, reason);
        Assert.Equal((cancel, pause, reset), (details?.IsCancelRequested, details?.IsPaused, details?.IsReset));
        Assert.Equal(errorType, (answer as RespondActivityTaskFailedRequest)?.Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Details_that_cannot_be_converted_cancel_and_fail_the_activity()
    {
        var answer = await RunAsync(async context =>
        {
            context.Heartbeat(new Action(() => { }));
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        });

        var failed = Assert.IsType<RespondActivityTaskFailedRequest>(answer);
        Assert.NotEqual("TaskCanceledException", failed.Failure.ApplicationFailureInfo.Type);
        Assert.Empty(_server.All<RecordActivityTaskHeartbeatRequest>());
    }

    [Fact]
    public async Task A_heartbeat_that_gets_lost_does_not_disturb_the_activity()
    {
        _server.On<RecordActivityTaskHeartbeatRequest>(_ =>
        {
            _heartbeat.TrySetResult();
            throw new RpcStatusException(GrpcStatusCode.PermissionDenied, "no");
        });

        var answer = await RunAsync(async context =>
        {
            context.Heartbeat();
            await _heartbeat.Task;
        });

        Assert.IsType<RespondActivityTaskCompletedRequest>(answer);
    }

    [Fact]
    public async Task A_silent_activity_is_told_to_stop_when_the_server_has_given_it_up()
    {
        var time = new Workflows.ManualTime();
        var ended = new TaskCompletionSource<(bool Early, ActivityCancelReason Reason)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var activity = ActivityTasks.Definition(async context =>
        {
            time.Advance(TimeSpan.FromMinutes(10));
            var early = context.CancellationToken.IsCancellationRequested;
            time.Advance(TimeSpan.FromSeconds(6));
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.SetResult((early, context.CancelReason));
            throw new OperationCanceledException();
        });
        var options = _server.Options();
        options.TimeProvider = time;
        using var worker = new TemporalWorker(await Temporalio.Client.TemporalClient.ConnectAsync(options), new TemporalWorkerOptions("queue").AddActivity(activity));

        var (early, reason) = await worker.WhileAsync(() => ended.Task);

        Assert.Equal((false, ActivityCancelReason.Timeout), (early, reason));
        Assert.False(_answer.Task.IsCompleted);
    }

    [Fact]
    public async Task Only_a_heartbeat_the_server_took_breaks_the_silence()
    {
        var heard = 0;
        var scope = new WorkerScope(await _server.ConnectAsync(), new("queue"));
        var refuses = false;
        _server.On<RecordActivityTaskHeartbeatRequest>(_ =>
            refuses ? throw new RpcStatusException(GrpcStatusCode.PermissionDenied, "no") : new RecordActivityTaskHeartbeatResponse());

        foreach (var refused in new[] { false, true })
        {
            refuses = refused;
            var heartbeat = new ActivityHeartbeat(
                scope, scope.Converter, ByteString.CopyFromUtf8("one"), "Work", TimeSpan.FromMinutes(1), () => heard++, (_, _, _) => { });
            heartbeat.Post([]);
            await heartbeat.FinishAsync(wantsUnsent: false);
        }

        Assert.Equal(1, heard);
    }

    [Theory]
    [InlineData(10, 8)]
    [InlineData(600, 60)]
    [InlineData(null, 30)]
    public void The_throttle_follows_the_heartbeat_timeout(int? timeoutSeconds, int expectedSeconds)
    {
        var timeout = timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), ActivityHeartbeat.Interval(new(), timeout));
    }

    private RecordActivityTaskHeartbeatResponse Beat(RecordActivityTaskHeartbeatResponse response)
    {
        _heartbeat.TrySetResult();
        return response;
    }

    private IMessage Answer(IMessage request, IMessage response)
    {
        _answer.TrySetResult(request);
        return response;
    }

    private async Task<IMessage> RunAsync(Func<ActivityExecutionContext, Task> work)
    {
        var options = new TemporalWorkerOptions("queue").AddActivity(ActivityTasks.Definition(work));
        using var worker = new TemporalWorker(await _server.ConnectAsync(), options);
        return await worker.WhileAsync(() => _answer.Task);
    }
}
