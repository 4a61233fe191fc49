using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Api.Workflow.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>What operators do to an activity while it waits or runs, and what becomes of it then.</summary>
public sealed class ActivityControlTests : IAsyncLifetime
{
    private Server _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StartAsync(new MemoryHistoryStore());
        await _server.StartWorkflowAsync("a");
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_paused_activity_is_given_out_when_it_may_go_on()
    {
        await ScheduleAsync(isStarted: false);
        await PauseAsync();
        var paused = await PendingAsync();

        await UnpauseAsync();
        var activity = await _server.PollActivityAsync();

        Assert.Equal((true, PendingActivityState.Paused), (paused.Paused, paused.State));
        Assert.Equal("1", activity.ActivityId);
    }

    [Fact]
    public async Task An_attempt_under_way_learns_of_the_pause_and_may_complete()
    {
        var activity = await ScheduleAsync(isStarted: true);
        await PauseAsync();

        var told = await _server.CallAsync<RecordActivityTaskHeartbeatResponse>(
            new RecordActivityTaskHeartbeatRequest { Namespace = Namespace, TaskToken = activity.TaskToken });
        await CompleteAsync(activity);

        Assert.True(told.ActivityPaused);
        Assert.Contains("ActivityTaskCompleted", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_under_way_may_complete_after_the_pause_is_over()
    {
        var activity = await ScheduleAsync(isStarted: true);
        await PauseAsync();

        await UnpauseAsync();
        await CompleteAsync(activity);

        Assert.Contains("ActivityTaskCompleted", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_fails_during_a_pause_is_followed_by_another_when_the_pause_is_over()
    {
        var activity = await ScheduleAsync(isStarted: true);
        await PauseAsync();
        await FailAsync(activity);
        var waiting = await PendingAsync();

        await UnpauseAsync();
        var again = await _server.PollActivityAsync();

        Assert.Equal((PendingActivityState.Paused, 2), (waiting.State, waiting.Attempt));
        Assert.Equal(2, again.Attempt);
    }

    [Fact]
    public async Task The_last_attempt_may_fail_during_a_pause()
    {
        var activity = await ScheduleAsync(isStarted: true, a => a.RetryPolicy = new() { MaximumAttempts = 1 });
        await PauseAsync();

        await FailAsync(activity);

        Assert.Contains("ActivityTaskFailed", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_workflow_may_cancel_an_activity_that_is_paused(bool isStarted)
    {
        var activity = await ScheduleAsync(isStarted);
        await PauseAsync();
        await _server.SignalAsync("a", "stop");
        await _server.CompleteAsync(await _server.PollAsync(), new Command
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = 5 },
        });

        if (isStarted)
        {
            await _server.CallAsync<RespondActivityTaskCanceledResponse>(
                new RespondActivityTaskCanceledRequest { Namespace = Namespace, TaskToken = activity.TaskToken });
        }

        Assert.EndsWith("ActivityTaskCanceled WorkflowTaskScheduled", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pause_does_not_stop_the_time_an_activity_has_in_all(bool isStarted)
    {
        await ScheduleAsync(isStarted, a => a.ScheduleToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)));
        await PauseAsync();

        _server.Time.Advance(TimeSpan.FromSeconds(30));
        var task = await _server.PollAsync();

        var timedOut = Assert.Single(task.History.Events, e => e.EventType == EventType.ActivityTaskTimedOut);
        Assert.Equal(TimeoutType.ScheduleToClose, timedOut.ActivityTaskTimedOutEventAttributes.Failure.TimeoutFailureInfo.TimeoutType);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    public async Task A_reset_activity_begins_with_its_first_attempt_and_stays_paused_only_if_asked(bool isStarted, bool isPaused, bool staysPaused)
    {
        await FailAsync(await ScheduleAsync(isStarted: true));
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var second = isStarted ? await _server.PollActivityAsync() : null;
        if (isPaused) await PauseAsync();

        await _server.CallAsync<ResetActivityResponse>(
            new ResetActivityRequest { Namespace = Namespace, Execution = new() { WorkflowId = "a" }, Id = "1", KeepPaused = staysPaused });
        if (second is not null) await FailAsync(second);

        var pending = await PendingAsync();
        Assert.Equal((1, staysPaused), (pending.Attempt, pending.Paused));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_paused_activity_ends_with_its_workflow(bool isStarted)
    {
        await ScheduleAsync(isStarted);
        await PauseAsync();

        await _server.CallAsync<TerminateWorkflowExecutionResponse>(
            new TerminateWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "a" } });

        Assert.Empty((await _server.DescribeAsync("a")).PendingActivities);
    }

    private async Task<PollActivityTaskQueueResponse> ScheduleAsync(bool isStarted, Action<ScheduleActivityTaskCommandAttributes>? with = null)
    {
        await _server.CompleteAsync(await _server.PollAsync(), Activity("1", with));
        return isStarted ? await _server.PollActivityAsync() : new PollActivityTaskQueueResponse();
    }

    private async Task<PendingActivityInfo> PendingAsync() => Assert.Single((await _server.DescribeAsync("a")).PendingActivities);

    private Task PauseAsync() => _server.CallAsync<PauseActivityResponse>(
        new PauseActivityRequest { Namespace = Namespace, Execution = new() { WorkflowId = "a" }, Id = "1", Reason = "look first" });

    private Task UnpauseAsync() => _server.CallAsync<UnpauseActivityResponse>(
        new UnpauseActivityRequest { Namespace = Namespace, Execution = new() { WorkflowId = "a" }, Id = "1" });

    private Task CompleteAsync(PollActivityTaskQueueResponse activity) => _server.CallAsync<RespondActivityTaskCompletedResponse>(
        new RespondActivityTaskCompletedRequest { Namespace = Namespace, TaskToken = activity.TaskToken });

    private Task FailAsync(PollActivityTaskQueueResponse activity) => _server.CallAsync<RespondActivityTaskFailedResponse>(new RespondActivityTaskFailedRequest
    {
        Namespace = Namespace,
        TaskToken = activity.TaskToken,
        Failure = new() { Message = "busy", ApplicationFailureInfo = new() { Type = "Busy" } },
    });
}
