using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>How activities are given out, retried, timed out and cancelled, whatever the store.</summary>
public abstract class ActivityRules : IAsyncLifetime
{
    private Server _server = null!;

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    public async ValueTask InitializeAsync()
    {
        _server = await StartAsync(await NewStoreAsync());
        await _server.StartWorkflowAsync("a");
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_result_is_recorded_with_its_start_and_told_to_the_workflow()
    {
        await ScheduleAsync();
        var activity = await _server.PollActivityAsync();

        await CompleteAsync(activity);
        var task = await _server.PollAsync();

        Assert.Equal(("1", 1, "Charge"), (activity.ActivityId, activity.Attempt, activity.ActivityType.Name));
        var completed = Assert.Single(task.History.Events, e => e.EventType == EventType.ActivityTaskCompleted);
        Assert.Equal((5, 6), (completed.ActivityTaskCompletedEventAttributes.ScheduledEventId, completed.ActivityTaskCompletedEventAttributes.StartedEventId));
    }

    [Fact]
    public async Task A_result_during_a_task_is_buffered_in_order()
    {
        await ScheduleAsync();
        var activity = await _server.PollActivityAsync();
        await _server.SignalAsync("a", "look");
        var task = await _server.PollAsync();

        await CompleteAsync(activity);
        var again = await Assert.ThrowsAsync<RpcStatusException>(() => CompleteAsync(activity));
        await _server.CompleteAsync(task);

        Assert.Equal(GrpcStatusCode.NotFound, again.Code);
        Assert.EndsWith("WorkflowTaskCompleted ActivityTaskStarted ActivityTaskCompleted WorkflowTaskScheduled", await _server.KindsAsync("a"), StringComparison.Ordinal);
        var completed = (await _server.HistoryAsync("a")).Single(e => e.EventType == EventType.ActivityTaskCompleted);
        Assert.Equal(completed.EventId - 1, completed.ActivityTaskCompletedEventAttributes.StartedEventId);
    }

    [Fact]
    public async Task A_queue_hands_out_no_more_than_its_workers_say()
    {
        var limited = new PollActivityTaskQueueRequest
        {
            Namespace = Namespace, TaskQueue = new() { Name = Queue }, Identity = "worker", TaskQueueMetadata = new() { MaxTasksPerSecond = 1 },
        };
        await ScheduleAsync();
        var first = await _server.CallAsync<PollActivityTaskQueueResponse>(limited);
        await FailAsync(first, Application("Busy"));
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _server.CallAsync<PollActivityTaskQueueResponse>(limited);
        limited.TaskQueueMetadata.MaxTasksPerSecond = 0;

        var refused = await _server.RefusedAsync<PollActivityTaskQueueResponse>(limited);

        Assert.Equal((1, 2), (first.Attempt, second.Attempt));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task A_failed_attempt_is_tried_again_after_its_interval_and_leaves_no_event()
    {
        await ScheduleAsync();
        var first = await _server.PollActivityAsync();
        await FailAsync(first, Application("Busy"));

        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _server.PollActivityAsync();
        var stale = await Assert.ThrowsAsync<RpcStatusException>(() => CompleteAsync(first));
        await CompleteAsync(second);

        Assert.Equal((2, GrpcStatusCode.NotFound), (second.Attempt, stale.Code));
        var started = Assert.Single(await _server.HistoryAsync("a"), e => e.EventType == EventType.ActivityTaskStarted);
        Assert.Equal((2, "boom"), (started.ActivityTaskStartedEventAttributes.Attempt, started.ActivityTaskStartedEventAttributes.LastFailure.Message));
    }

    [Theory]
    [InlineData("Fatal", 0, RetryState.NonRetryableFailure)]
    [InlineData("Busy", 1, RetryState.MaximumAttemptsReached)]
    public async Task A_failure_the_policy_does_not_retry_is_told_with_the_reason(string type, int maximumAttempts, RetryState expected)
    {
        await ScheduleAsync(a => a.RetryPolicy = new() { MaximumAttempts = maximumAttempts, NonRetryableErrorTypes = { "Fatal" } });

        await FailAsync(await _server.PollActivityAsync(), Application(type));

        var failed = Assert.Single(await _server.HistoryAsync("a"), e => e.EventType == EventType.ActivityTaskFailed);
        Assert.Equal(expected, failed.ActivityTaskFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task The_delay_an_activity_asks_for_wins_over_the_policy()
    {
        await ScheduleAsync();
        var failure = Application("Busy");
        failure.ApplicationFailureInfo.NextRetryDelay = Duration.FromTimeSpan(TimeSpan.FromMinutes(10));
        await FailAsync(await _server.PollActivityAsync(), failure);

        _server.Time.Advance(TimeSpan.FromMinutes(10));
        var second = await _server.PollActivityAsync();

        Assert.Equal(TimeSpan.FromMinutes(10), second.CurrentAttemptScheduledTime.ToDateTime() - second.ScheduledTime.ToDateTime());
    }

    [Theory]
    [InlineData(TimeoutType.ScheduleToStart, 10)]
    [InlineData(TimeoutType.StartToClose, 20)]
    [InlineData(TimeoutType.Heartbeat, 5)]
    [InlineData(TimeoutType.ScheduleToClose, 30)]
    public async Task Each_timeout_ends_the_activity_by_its_own_name(TimeoutType type, int seconds)
    {
        var within = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));
        await ScheduleAsync(a =>
        {
            a.RetryPolicy = new() { MaximumAttempts = 1 };
            if (type == TimeoutType.ScheduleToStart) a.ScheduleToStartTimeout = within;
            if (type == TimeoutType.StartToClose) a.StartToCloseTimeout = within;
            if (type == TimeoutType.Heartbeat) a.HeartbeatTimeout = within;
            if (type == TimeoutType.ScheduleToClose) (a.ScheduleToCloseTimeout, a.StartToCloseTimeout) = (within, null);
        });
        if (type is TimeoutType.StartToClose or TimeoutType.Heartbeat) await _server.PollActivityAsync();

        _server.Time.Advance(TimeSpan.FromSeconds(seconds));
        var task = await _server.PollAsync();

        var timedOut = Assert.Single(task.History.Events, e => e.EventType == EventType.ActivityTaskTimedOut);
        Assert.Equal(type, timedOut.ActivityTaskTimedOutEventAttributes.Failure.TimeoutFailureInfo.TimeoutType);
    }

    [Fact]
    public async Task A_heartbeat_extends_the_wait_and_its_details_reach_the_next_attempt()
    {
        await ScheduleAsync(a => a.HeartbeatTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)));
        var first = await _server.PollActivityAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(8));
        await HeartbeatAsync(first, "half");
        _server.Time.Advance(TimeSpan.FromSeconds(8));
        var alive = (await _server.DescribeAsync("a")).PendingActivities[0].State;

        await _server.AdvanceUntilAsync(TimeSpan.FromSeconds(2), async () => (await _server.DescribeAsync("a")).PendingActivities[0].Attempt == 2);
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _server.PollActivityAsync();

        Assert.Equal(PendingActivityState.Started, alive);
        Assert.Equal(Payload("half"), second.HeartbeatDetails);
    }

    [Fact]
    public async Task Cancelling_an_activity_nobody_started_completes_it_as_cancelled_at_once()
    {
        await ScheduleAsync();
        await _server.SignalAsync("a", "stop");

        await _server.CompleteAsync(await _server.PollAsync(), RequestCancel(5));

        Assert.EndsWith("ActivityTaskCancelRequested ActivityTaskCanceled WorkflowTaskScheduled", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_a_running_activity_is_told_by_its_heartbeat()
    {
        await ScheduleAsync();
        var activity = await _server.PollActivityAsync();
        await _server.SignalAsync("a", "stop");
        await _server.CompleteAsync(await _server.PollAsync(), RequestCancel(5));

        var told = await HeartbeatAsync(activity, "still here");
        await _server.CallAsync<RespondActivityTaskCanceledResponse>(new RespondActivityTaskCanceledRequest { Namespace = Namespace, TaskToken = activity.TaskToken });

        Assert.True(told.CancelRequested);
        Assert.EndsWith("ActivityTaskStarted ActivityTaskCanceled WorkflowTaskScheduled", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    private async Task ScheduleAsync(Action<ScheduleActivityTaskCommandAttributes>? with = null) =>
        await _server.CompleteAsync(await _server.PollAsync(), Activity("1", with));

    private async Task CompleteAsync(PollActivityTaskQueueResponse activity) =>
        await _server.CallAsync<RespondActivityTaskCompletedResponse>(
            new RespondActivityTaskCompletedRequest { Namespace = Namespace, TaskToken = activity.TaskToken, Result = Payload("paid") });

    private async Task FailAsync(PollActivityTaskQueueResponse activity, Failure failure) =>
        await _server.CallAsync<RespondActivityTaskFailedResponse>(
            new RespondActivityTaskFailedRequest { Namespace = Namespace, TaskToken = activity.TaskToken, Failure = failure });

    private async Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(PollActivityTaskQueueResponse activity, string details) =>
        await _server.CallAsync<RecordActivityTaskHeartbeatResponse>(
            new RecordActivityTaskHeartbeatRequest { Namespace = Namespace, TaskToken = activity.TaskToken, Details = Payload(details) });

    private static Failure Application(string type) => new() { Message = "boom", ApplicationFailureInfo = new() { Type = type } };

    private static Command RequestCancel(long scheduledEventId) => new()
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
    };
}
