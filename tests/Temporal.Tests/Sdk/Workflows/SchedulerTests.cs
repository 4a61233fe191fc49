using Temporalio.Api.Enums.V1;
using Temporalio.Runtime;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class SchedulerTests
{
    [Fact]
    public async Task A_workflow_that_blocks_fails_its_task_after_two_seconds_and_runs_again_once_it_is_free()
    {
        var time = new ManualTime();
        using var processor = WorkflowDriver.ProcessorFor<BlockingWorkflow>(options => options with { TimeProvider = time });
        var run = new WorkflowDriver(processor).Started<BlockingWorkflow>();

        var blocked = run.FailTaskAsync();
        while (!blocked.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        var failed = await blocked;
        Assert.Contains("[TMPRL1101] Potential deadlock", failed.Failure.Message, StringComparison.Ordinal);

        var stillBlocked = await run.FailTaskAsync();
        Assert.Contains("[TMPRL1101]", stillBlocked.Failure.Message, StringComparison.Ordinal);

        BlockingWorkflow.Gate.Set();
        await BlockingWorkflow.Left.Task;
        await WaitForAsync(async () => await run.OfferTaskAsync() is WorkflowTaskResult.Completed);
    }

    [Theory]
    [InlineData("Task.Run")]
    [InlineData("timer")]
    public async Task Work_that_leaves_the_scheduler_fails_the_task_as_it_is_started(string how)
    {
        using var processor = WorkflowDriver.ProcessorFor<EscapingWorkflow>(options => options with { TracksForeignTasks = true });
        var run = new WorkflowDriver(processor).Started<EscapingWorkflow>(how);

        var failed = await run.FailTaskAsync();

        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        Assert.Equal("InvalidWorkflowSchedulerException", failed.Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Even_untracked_a_completion_from_another_thread_is_noticed()
    {
        using var processor = WorkflowDriver.ProcessorFor<EscapingWorkflow>();
        var run = new WorkflowDriver(processor).Started<EscapingWorkflow>("outside");
        await run.RunTaskAsync();
        await Task.Run(() => EscapingWorkflow.Outside.SetResult(), TestContext.Current.CancellationToken);

        var failed = await run.Signal("Poke").FailTaskAsync();

        Assert.Equal("InvalidWorkflowSchedulerException", failed.Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Code_may_say_that_it_knows_what_it_does()
    {
        using var processor = WorkflowDriver.ProcessorFor<EscapingWorkflow>(options => options with { TracksForeignTasks = true });
        var run = new WorkflowDriver(processor).Started<EscapingWorkflow>("untracked");

        Assert.Equal(4, CommandAssert.Result<int>(await run.RunTaskAsync()));
    }

    [Fact]
    public void Outside_of_a_workflow_its_calls_are_refused()
    {
        Assert.False(Workflow.InWorkflow);
        Assert.Throws<InvalidOperationException>(() => Workflow.UtcNow);
    }

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        while (!await condition()) await Task.Yield();
    }

    [Workflow]
    public sealed class BlockingWorkflow
    {
        internal static ManualResetEventSlim Gate { get; } = new();

        internal static TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [WorkflowRun]
        public Task RunAsync()
        {
            Gate.Wait(TestContext.Current.CancellationToken);
            Left.TrySetResult();
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class EscapingWorkflow
    {
        internal static TaskCompletionSource Outside { get; } = new();

        [WorkflowRun]
        public async Task<int> RunAsync(string how)
        {
            switch (how)
            {
                case "Task.Run":
                    await Task.Run(() => 1);
                    break;
                case "timer":
                    using (var stop = new CancellationTokenSource(TimeSpan.FromHours(1)))
                    {
                        await Workflow.DelayAsync(1, stop.Token);
                    }

                    break;
                case "outside":
                    await Outside.Task;
                    break;
                case "untracked":
                    return Workflow.Unsafe.WithTracingEventListenerDisabled(() => Task.Run(() => 4).GetAwaiter().GetResult());
            }

            return 0;
        }

        [WorkflowSignal]
        public Task PokeAsync() => Task.CompletedTask;
    }
}
