using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class CancellationTests
{
    [Fact]
    public async Task Cancelling_a_workflow_cancels_what_it_waits_for_and_ends_it_as_cancelled()
    {
        var run = WorkflowDriver.Start<WaitWorkflow>();
        await run.RunTaskAsync();

        var commands = await run.RequestCancel().RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CancelTimer, CommandType.CancelWorkflowExecution);
    }

    [Fact]
    public async Task A_cancellation_before_the_first_task_reaches_the_run_method()
    {
        var run = WorkflowDriver.Start<WaitWorkflow>().RequestCancel();

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CancelWorkflowExecution);
    }

    [Fact]
    public async Task A_workflow_may_clean_up_with_a_token_of_its_own()
    {
        var run = WorkflowDriver.Start<CleanupWorkflow>();
        await run.RunTaskAsync();

        var cleaning = await run.RequestCancel().RunTaskAsync();
        var ended = await run.CompleteActivity("1").RunTaskAsync();

        CommandAssert.Types(cleaning, CommandType.CancelTimer, CommandType.ScheduleActivityTask);
        CommandAssert.Types(ended, CommandType.CancelWorkflowExecution);
    }

    [Fact]
    public async Task A_linked_token_cancels_one_part_only()
    {
        var run = WorkflowDriver.Start<PartWorkflow>();
        await run.RunTaskAsync();

        var commands = await run.Signal("CancelPart").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CancelTimer, CommandType.CompleteWorkflowExecution);
        Assert.Equal("1", commands[0].CancelTimerCommandAttributes.TimerId);
    }

    [Fact]
    public async Task A_timer_that_has_fired_is_not_cancelled_by_what_the_same_task_tells()
    {
        var run = WorkflowDriver.Start<WaitWorkflow>();
        await run.RunTaskAsync();

        var commands = await run.RequestCancel().FireTimer("1").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CancelWorkflowExecution);
    }

    [Fact]
    public async Task An_activity_that_has_ended_is_not_cancelled_by_what_the_same_task_tells()
    {
        var run = WorkflowDriver.Start<ActivityWorkflow>();
        await run.RunTaskAsync();

        var commands = await run.RequestCancel().CompleteActivity("1").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task A_cancellation_nobody_asked_for_fails_the_workflow()
    {
        var run = WorkflowDriver.Start<SelfCancelWorkflow>();

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(commands, CommandType.FailWorkflowExecution);
    }

    [Workflow]
    public sealed class WaitWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(TimeSpan.FromDays(1));
    }

    [Workflow]
    public sealed class ActivityWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync(
            (IOrderActivities activities) => activities.NotifyAsync("here"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
    }

    [Workflow]
    public sealed class CleanupWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            try
            {
                await Workflow.DelayAsync(TimeSpan.FromDays(1));
            }
            catch (Exception cancelled) when (TemporalException.IsCanceledException(cancelled))
            {
                await Workflow.ExecuteActivityAsync(
                    (IOrderActivities activities) => activities.NotifyAsync("cancelled"),
                    new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1), CancellationToken = CancellationToken.None });
                throw;
            }
        }
    }

    [Workflow]
    public sealed class PartWorkflow
    {
        private readonly CancellationTokenSource _part = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);

        [WorkflowRun]
        public async Task<bool> RunAsync()
        {
            var part = Workflow.DelayAsync(TimeSpan.FromDays(1), _part.Token);
            var other = Workflow.DelayAsync(TimeSpan.FromDays(2));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => part);
            return !other.IsCompleted;
        }

        [WorkflowSignal]
        public Task CancelPartAsync()
        {
            _part.Cancel();
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class SelfCancelWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(1, new CancellationToken(canceled: true));
    }
}
