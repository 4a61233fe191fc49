using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>How workflow tasks, signals, timers and ends of runs behave, whatever the store.</summary>
public abstract class WorkflowRules : IAsyncLifetime
{
    private Server _server = null!;

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    public async ValueTask InitializeAsync() => _server = await StartAsync(await NewStoreAsync());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_workflow_is_started_given_to_a_worker_and_completed()
    {
        var runId = await _server.StartWorkflowAsync("a");

        var task = await _server.PollAsync();
        await _server.CompleteAsync(task, Complete());

        Assert.Equal(runId, task.WorkflowExecution.RunId);
        Assert.Equal((3, 0, 1), (task.StartedEventId, task.PreviousStartedEventId, task.Attempt));
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionCompleted", await _server.KindsAsync("a"));
        Assert.Equal(WorkflowExecutionStatus.Completed, (await _server.DescribeAsync("a")).WorkflowExecutionInfo.Status);
    }

    [Fact]
    public async Task A_signal_during_a_task_is_buffered_and_a_new_task_tells_of_it()
    {
        await _server.StartWorkflowAsync("a");
        var first = await _server.PollAsync();

        await _server.SignalAsync("a", "change");
        await _server.CompleteAsync(first, Timer("1", TimeSpan.FromHours(1)));
        var second = await _server.PollAsync();

        Assert.Equal(
            "WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted TimerStarted WorkflowExecutionSignaled "
            + "WorkflowTaskScheduled WorkflowTaskStarted", await _server.KindsAsync("a"));
        Assert.Equal(3, second.PreviousStartedEventId);
    }

    [Fact]
    public async Task Closing_over_an_unseen_signal_is_refused_and_the_signal_is_seen_next()
    {
        await _server.StartWorkflowAsync("a");
        var first = await _server.PollAsync();
        await _server.SignalAsync("a", "wait");

        var refused = await Assert.ThrowsAsync<RpcStatusException>(() => _server.CompleteAsync(first, Complete()));
        var second = await _server.PollAsync();
        await _server.CompleteAsync(second, Complete());

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains(second.History.Events, e => e.EventType == EventType.WorkflowExecutionSignaled);
        var failed = Assert.Single(await _server.HistoryAsync("a"), e => e.EventType == EventType.WorkflowTaskFailed);
        Assert.Equal(WorkflowTaskFailedCause.UnhandledCommand, failed.WorkflowTaskFailedEventAttributes.Cause);
    }

    [Fact]
    public async Task The_same_signal_sent_twice_counts_once_even_while_buffered()
    {
        await _server.StartWorkflowAsync("a");
        var task = await _server.PollAsync();

        await _server.SignalAsync("a", "pay", "request-1");
        await _server.SignalAsync("a", "pay", "request-1");
        await _server.CompleteAsync(task);
        await _server.SignalAsync("a", "pay", "request-1");

        Assert.Single(await _server.HistoryAsync("a"), e => e.EventType == EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public async Task A_timer_fires_at_its_time()
    {
        await _server.StartWorkflowAsync("a");
        await _server.CompleteAsync(await _server.PollAsync(), Timer("1", TimeSpan.FromDays(3)));

        _server.Time.Advance(TimeSpan.FromDays(3));
        var task = await _server.PollAsync();

        var fired = Assert.Single(task.History.Events, e => e.EventType == EventType.TimerFired);
        Assert.Equal("1", fired.TimerFiredEventAttributes.TimerId);
        Assert.Equal(5, fired.TimerFiredEventAttributes.StartedEventId);
    }

    [Fact]
    public async Task A_timer_cancelled_while_its_firing_is_buffered_did_not_fire()
    {
        await _server.StartWorkflowAsync("a");
        await _server.CompleteAsync(await _server.PollAsync(), Timer("1", TimeSpan.FromSeconds(5)));
        await _server.SignalAsync("a", "stop");
        var task = await _server.PollAsync();
        await _server.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => Task.FromResult(true));

        await _server.CompleteAsync(task, new Temporalio.Api.Command.V1.Command
        {
            CommandType = CommandType.CancelTimer,
            CancelTimerCommandAttributes = new() { TimerId = "1" },
        });

        var kinds = await _server.KindsAsync("a");
        Assert.Contains("TimerCanceled", kinds, StringComparison.Ordinal);
        Assert.DoesNotContain("TimerFired", kinds, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_vanishes_times_out_and_later_attempts_leave_no_events_until_one_completes()
    {
        await _server.StartWorkflowAsync("a");
        await _server.PollAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(10));
        var second = await _server.PollAsync();
        var between = await _server.KindsAsync("a");

        await _server.CompleteAsync(second, Complete());

        Assert.EndsWith("WorkflowTaskTimedOut", between, StringComparison.Ordinal);
        Assert.Equal(2, second.Attempt);
        Assert.Equal(second.StartedEventId, second.History.Events[^1].EventId);
        Assert.EndsWith("WorkflowTaskTimedOut WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionCompleted",
            await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_task_keeps_the_workflow_open_and_is_tried_again()
    {
        await _server.StartWorkflowAsync("a");
        var first = await _server.PollAsync();

        await _server.CallAsync<RespondWorkflowTaskFailedResponse>(new RespondWorkflowTaskFailedRequest
        {
            Namespace = Namespace,
            TaskToken = first.TaskToken,
            Cause = WorkflowTaskFailedCause.NonDeterministicError,
            Failure = new() { Message = "TimerStarted expected" },
        });
        var second = await _server.PollAsync();

        Assert.Equal(2, second.Attempt);
        Assert.Equal(WorkflowExecutionStatus.Running, (await _server.DescribeAsync("a")).WorkflowExecutionInfo.Status);
    }

    [Fact]
    public async Task A_signal_makes_a_transient_task_an_ordinary_first_attempt()
    {
        await _server.StartWorkflowAsync("a");
        await _server.PollAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(async () => (await _server.KindsAsync("a")).EndsWith("TimedOut", StringComparison.Ordinal));

        await _server.SignalAsync("a", "more");
        var task = await _server.PollAsync();

        Assert.Equal(1, task.Attempt);
        Assert.EndsWith("WorkflowTaskTimedOut WorkflowExecutionSignaled WorkflowTaskScheduled WorkflowTaskStarted", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_an_abandoned_attempt_is_not_found()
    {
        await _server.StartWorkflowAsync("a");
        var stale = await _server.PollAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(10));
        await _server.PollAsync();

        var refused = await Assert.ThrowsAsync<RpcStatusException>(() => _server.CompleteAsync(stale, Complete()));

        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
        Assert.True(refused.TryGetDetail<NotFoundFailure>(out _));
    }

    [Fact]
    public async Task A_bad_command_fails_the_task_and_undoes_the_commands_before_it()
    {
        await _server.StartWorkflowAsync("a");
        var task = await _server.PollAsync();

        await Assert.ThrowsAsync<RpcStatusException>(() => _server.CompleteAsync(task, Timer("1", TimeSpan.FromHours(1)), Timer("1", TimeSpan.FromHours(1))));

        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskFailed", await _server.KindsAsync("a"));
    }

    [Fact]
    public async Task A_worker_with_a_warm_cache_gets_only_what_is_new_and_others_take_over_when_it_is_gone()
    {
        await _server.StartWorkflowAsync("a");
        await _server.CompleteAsync(await _server.PollAsync(), r => r.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = "sticky", Kind = TaskQueueKind.Sticky, NormalName = Queue },
            ScheduleToStartTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
        });
        var polling = _server.PollAsync("sticky", stickyOf: Queue);
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Engine.IsPolled(Namespace, "sticky")));
        await _server.SignalAsync("a", "one");
        var warm = await polling;
        await _server.CompleteAsync(warm, r => r.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = "sticky", Kind = TaskQueueKind.Sticky, NormalName = Queue },
            ScheduleToStartTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
        });

        await _server.SignalAsync("a", "two");
        _server.Time.Advance(TimeSpan.FromSeconds(10));
        var cold = await _server.PollAsync();

        Assert.Equal(4, warm.History.Events[0].EventId);
        Assert.Equal(1, cold.History.Events[0].EventId);
        Assert.Contains(cold.History.Events, e => e.WorkflowTaskTimedOutEventAttributes?.TimeoutType == TimeoutType.ScheduleToStart);
    }

    [Fact]
    public async Task Cancel_is_recorded_once_and_terminate_ends_at_once_even_during_a_task()
    {
        await _server.StartWorkflowAsync("a");
        var cancel = new RequestCancelWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "a" }, Reason = "no longer wanted" };
        await _server.CallAsync<RequestCancelWorkflowExecutionResponse>(cancel);
        await _server.CallAsync<RequestCancelWorkflowExecutionResponse>(cancel);
        await _server.PollAsync();

        await _server.CallAsync<TerminateWorkflowExecutionResponse>(
            new TerminateWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "a" }, Reason = "stuck" });
        var late = await _server.RefusedAsync<RequestCancelWorkflowExecutionResponse>(cancel);

        Assert.Single(await _server.HistoryAsync("a"), e => e.EventType == EventType.WorkflowExecutionCancelRequested);
        Assert.EndsWith("WorkflowTaskFailed WorkflowExecutionTerminated", await _server.KindsAsync("a"), StringComparison.Ordinal);
        Assert.Equal(GrpcStatusCode.NotFound, late.Code);
    }

    [Fact]
    public async Task Continue_as_new_and_run_retry_make_the_next_run_current()
    {
        var first = await _server.StartWorkflowAsync("a", r => r.RetryPolicy = new() { InitialInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)), MaximumAttempts = 2 });
        await _server.CompleteAsync(await _server.PollAsync(), new Temporalio.Api.Command.V1.Command
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = new() { WorkflowType = new() { Name = "Order" }, Input = Payload("again") },
        });
        var second = await _server.PollAsync();
        await _server.CompleteAsync(second, new Temporalio.Api.Command.V1.Command
        {
            CommandType = CommandType.FailWorkflowExecution,
            FailWorkflowExecutionCommandAttributes = new() { Failure = new() { Message = "boom", ApplicationFailureInfo = new() { Type = "Boom" } } },
        });

        _server.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await _server.PollAsync();

        var started = third.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal((first, second.WorkflowExecution.RunId, 2), (started.FirstExecutionRunId, started.ContinuedExecutionRunId, started.Attempt));
        Assert.Equal("boom", started.ContinuedFailure.Message);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_times_out()
    {
        await _server.StartWorkflowAsync("a", r => r.WorkflowExecutionTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(5)));

        await _server.AdvanceUntilAsync(TimeSpan.FromMinutes(5),
            async () => (await _server.DescribeAsync("a")).WorkflowExecutionInfo.Status == WorkflowExecutionStatus.TimedOut);

        Assert.EndsWith("WorkflowExecutionTimedOut", await _server.KindsAsync("a"), StringComparison.Ordinal);
    }
}
