using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class FailureKindTests
{
    [Fact]
    public async Task An_application_failure_fails_the_workflow_with_its_type_and_details()
    {
        var run = WorkflowDriver.Start<ThrowingWorkflow>("application");

        var failure = CommandAssert.Failure(await run.RunTaskAsync());

        Assert.Equal("no stock", failure.Message);
        Assert.Equal("OutOfStock", failure.ApplicationFailureInfo.Type);
        Assert.True(failure.ApplicationFailureInfo.NonRetryable);
        Assert.Equal("7", failure.ApplicationFailureInfo.Details.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Any_other_exception_fails_the_task_so_that_the_code_can_be_mended()
    {
        var run = WorkflowDriver.Start<ThrowingWorkflow>("bug");

        var failed = await run.FailTaskAsync();

        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        Assert.Equal("a bug", failed.Failure.Message);
        Assert.Equal("InvalidTimeZoneException", failed.Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task A_workflow_may_name_exceptions_that_fail_it()
    {
        var run = WorkflowDriver.Start<ThrowingWorkflow>("listed");

        var failure = CommandAssert.Failure(await run.RunTaskAsync());

        Assert.Equal("listed", failure.Message);
    }

    [Fact]
    public async Task A_worker_may_name_exceptions_that_fail_its_workflows()
    {
        var processor = WorkflowDriver.ProcessorFor<ThrowingWorkflow>(
            options => options with { WorkflowFailureExceptionTypes = [typeof(InvalidTimeZoneException)] });
        var run = new WorkflowDriver(processor).Started<ThrowingWorkflow>("bug");

        Assert.Equal("a bug", CommandAssert.Failure(await run.RunTaskAsync()).Message);
    }

    [Fact]
    public async Task A_failure_thrown_by_a_signal_handler_fails_the_workflow()
    {
        var run = WorkflowDriver.Start<ThrowingWorkflow>("wait");
        await run.RunTaskAsync();

        var commands = await run.Signal("Break").RunTaskAsync();

        Assert.Equal("broken", CommandAssert.Failure(commands).Message);
    }

    [Fact]
    public async Task After_a_failed_task_the_next_one_starts_from_the_beginning()
    {
        var run = WorkflowDriver.Start<ThrowingWorkflow>("wait");
        await run.RunTaskAsync();
        ThrowingWorkflow.FailTasks = true;
        var failed = await run.Signal("Maybe").OfferTaskAsync();
        ThrowingWorkflow.FailTasks = false;

        var commands = await run.RunTaskAsync();

        Assert.IsType<WorkflowTaskResult.Failed>(failed);
        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task A_workflow_nobody_registered_fails_its_task_with_the_names_of_those_registered()
    {
        var run = new WorkflowDriver(WorkflowDriver.ProcessorFor<ThrowingWorkflow>()).Started<OtherWorkflow>();

        var failed = await run.FailTaskAsync();

        Assert.Contains("OtherWorkflow is not registered", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("ThrowingWorkflow", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continuing_as_new_keeps_what_is_not_set()
    {
        var run = WorkflowDriver.Start<LoopWorkflow>(1);

        var commands = await run.RunTaskAsync();

        var next = Assert.Single(commands).ContinueAsNewWorkflowExecutionCommandAttributes;
        Assert.Equal("LoopWorkflow", next.WorkflowType.Name);
        Assert.Equal("queue", next.TaskQueue.Name);
        Assert.Equal("2", next.Input.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(10, next.WorkflowTaskTimeout.Seconds);
        Assert.Null(next.Memo);
    }

    [Workflow(FailureExceptionTypes = [typeof(TimeZoneNotFoundException)])]
    public sealed class ThrowingWorkflow
    {
        private bool _done;

        internal static bool FailTasks { get; set; }

        [WorkflowRun]
        public async Task RunAsync(string what)
        {
            if (what == "application") throw new ApplicationFailureException("no stock", "OutOfStock", nonRetryable: true, details: [7]);
            if (what == "bug") throw new InvalidTimeZoneException("a bug");
            if (what == "listed") throw new TimeZoneNotFoundException("listed");
            await Workflow.WaitConditionAsync(() => _done);
        }

        [WorkflowSignal]
        public Task BreakAsync() => throw new ApplicationFailureException("broken");

        [WorkflowSignal]
        public Task MaybeAsync()
        {
            if (FailTasks) throw new InvalidTimeZoneException("today's bug");
            _done = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class OtherWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public sealed class LoopWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(int round) => throw Workflow.CreateContinueAsNewException((LoopWorkflow next) => next.RunAsync(round + 1));
    }
}
