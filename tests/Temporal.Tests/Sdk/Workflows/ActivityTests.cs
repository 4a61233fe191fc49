using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class ActivityTests
{
    private static readonly ActivityOptions Minute = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task An_activity_call_is_scheduled_with_its_name_arguments_and_options()
    {
        var run = WorkflowDriver.Start<OrderWorkflow>("order-1");

        var commands = await run.RunTaskAsync();

        var scheduled = Assert.Single(commands).ScheduleActivityTaskCommandAttributes;
        Assert.Equal("charge", scheduled.ActivityType.Name);
        Assert.Equal("1", scheduled.ActivityId);
        Assert.Equal("queue", scheduled.TaskQueue.Name);
        Assert.Equal(["\"order-1\"", "42.5"], scheduled.Input.Payloads_.Select(payload => payload.Data.ToStringUtf8()));
        Assert.Equal(3, scheduled.RetryPolicy.MaximumAttempts);
        Assert.Equal(60, scheduled.StartToCloseTimeout.Seconds);
        Assert.Null(scheduled.HeartbeatTimeout);
    }

    [Fact]
    public async Task The_result_of_an_activity_goes_back_to_the_workflow()
    {
        var run = WorkflowDriver.Start<OrderWorkflow>("order-1");
        await run.RunTaskAsync();

        var commands = await run.CompleteActivity("1", "receipt-9").RunTaskAsync();

        Assert.Equal("order-1 paid by receipt-9", CommandAssert.Result<string>(commands));
    }

    [Fact]
    public async Task An_activity_that_fails_for_good_is_an_activity_failure_with_the_cause_inside()
    {
        var run = WorkflowDriver.Start<OrderWorkflow>("order-1");
        await run.RunTaskAsync();
        var declined = new Failure { Message = "declined", ApplicationFailureInfo = new ApplicationFailureInfo { Type = "CardDeclined" } };

        var commands = await run.FailActivity("1", declined).RunTaskAsync();

        var failure = CommandAssert.Failure(commands);
        Assert.Equal("charge", failure.ActivityFailureInfo.ActivityType.Name);
        Assert.Equal("worker-7", failure.ActivityFailureInfo.Identity);
        Assert.Equal(RetryState.MaximumAttemptsReached, failure.ActivityFailureInfo.RetryState);
        Assert.Equal("CardDeclined", failure.Cause.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task An_activity_without_any_close_timeout_is_refused()
    {
        var run = WorkflowDriver.Start<NoTimeoutWorkflow>();

        var failed = await run.FailTaskAsync();

        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        Assert.Contains("StartToCloseTimeout", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_in_the_same_task_leaves_no_trace_of_the_activity()
    {
        var run = WorkflowDriver.Start<CancelAtOnceWorkflow>();

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
        Assert.True(CommandAssert.Result<bool>(commands));
    }

    [Fact]
    public async Task By_default_a_cancelled_activity_is_asked_to_stop_and_not_waited_for()
    {
        var run = WorkflowDriver.Start<CancelOnSignalWorkflow>(ActivityCancellationType.TryCancel);
        await run.RunTaskAsync();

        var commands = await run.Signal("Stop").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.RequestCancelActivityTask, CommandType.CompleteWorkflowExecution);
        Assert.Equal(5, commands[0].RequestCancelActivityTaskCommandAttributes.ScheduledEventId);
    }

    [Fact]
    public async Task An_activity_can_be_waited_for_until_it_stopped()
    {
        var run = WorkflowDriver.Start<CancelOnSignalWorkflow>(ActivityCancellationType.WaitCancellationCompleted);
        await run.RunTaskAsync();

        var asked = await run.Signal("Stop").RunTaskAsync();
        var stopped = await run.CancelActivity("1").RunTaskAsync();

        CommandAssert.Types(asked, CommandType.RequestCancelActivityTask);
        Assert.True(CommandAssert.Result<bool>(stopped));
    }

    [Fact]
    public async Task An_abandoned_activity_is_neither_asked_nor_waited_for()
    {
        var run = WorkflowDriver.Start<CancelOnSignalWorkflow>(ActivityCancellationType.Abandon);
        await run.RunTaskAsync();

        var commands = await run.Signal("Stop").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
    }

    [Workflow]
    public sealed class OrderWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string order)
        {
            var receipt = await Workflow.ExecuteActivityAsync(
                (IOrderActivities activities) => activities.ChargeAsync(order, 42.5m),
                new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1), RetryPolicy = new RetryPolicy { MaximumAttempts = 3 } });
            return $"{order} paid by {receipt}";
        }
    }

    [Workflow]
    public sealed class NoTimeoutWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync("charge", [], new ActivityOptions());
    }

    [Workflow]
    public sealed class CancelAtOnceWorkflow
    {
        [WorkflowRun]
        public async Task<bool> RunAsync()
        {
            using var stop = new CancellationTokenSource();
            var options = (ActivityOptions)Minute.Clone();
            options.CancellationToken = stop.Token;
            var activity = Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.NotifyAsync("x"), options);
            stop.Cancel();
            var failure = await Assert.ThrowsAsync<ActivityFailureException>(() => activity);
            return TemporalException.IsCanceledException(failure);
        }
    }

    [Workflow]
    public sealed class CancelOnSignalWorkflow
    {
        private readonly CancellationTokenSource _stop = new();

        [WorkflowRun]
        public async Task<bool> RunAsync(ActivityCancellationType type)
        {
            var options = (ActivityOptions)Minute.Clone();
            options.CancellationToken = _stop.Token;
            options.CancellationType = type;
            try
            {
                await Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.NotifyAsync("x"), options);
                return false;
            }
            catch (ActivityFailureException failure)
            {
                return TemporalException.IsCanceledException(failure);
            }
        }

        [WorkflowSignal]
        public Task StopAsync()
        {
            _stop.Cancel();
            return Task.CompletedTask;
        }
    }
}
