using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class ChildTests
{
    [Fact]
    public async Task A_parent_gets_the_result_of_its_child()
    {
        var run = await AskAsync(ChildWorkflowCancellationType.WaitCancellationCompleted);
        await run.StartChild("child").RunTaskAsync();
        await run.CompleteChild("child", "done").RunTaskAsync();

        Assert.Equal("done", await run.EndAsync());
    }

    [Fact]
    public async Task A_child_cancelled_before_its_command_is_sent_never_reaches_the_server()
    {
        var run = WorkflowDriver.Start<ParentWorkflow>(ChildWorkflowCancellationType.WaitCancellationCompleted, true);

        var commands = await run.RunTaskAsync();

        Assert.Empty(commands);
        Assert.Equal("cancelled", await run.EndAsync());
    }

    [Fact]
    public async Task A_parent_learns_that_the_id_of_its_child_is_taken()
    {
        var run = await AskAsync(ChildWorkflowCancellationType.WaitCancellationCompleted);
        await run.RefuseChild("child").RunTaskAsync();

        Assert.Equal("taken", await run.EndAsync());
    }

    [Fact]
    public async Task A_parent_that_waits_for_the_cancellation_gets_what_the_child_made_of_it()
    {
        var run = await AskAsync(ChildWorkflowCancellationType.WaitCancellationCompleted);
        await run.StartChild("child").RunTaskAsync();
        var commands = await run.Signal("Stop").RunTaskAsync();
        await run.DeliverCancel("child").CompleteChild("child", "finished all the same").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.RequestCancelExternalWorkflowExecution);
        Assert.Equal("finished all the same", await run.EndAsync());
    }

    [Fact]
    public async Task A_child_that_starts_while_its_cancellation_is_on_the_way_is_waited_for()
    {
        var run = await AskAsync(ChildWorkflowCancellationType.WaitCancellationCompleted);
        await run.Signal("Stop").RunTaskAsync();
        await run.StartChild("child").RunTaskAsync();
        await run.CompleteChild("child", "late").RunTaskAsync();

        Assert.Equal("late", await run.EndAsync());
    }

    [Fact]
    public async Task A_child_that_is_refused_while_its_cancellation_is_on_the_way_is_refused()
    {
        var run = await AskAsync(ChildWorkflowCancellationType.WaitCancellationCompleted);
        await run.Signal("Stop").RunTaskAsync();
        await run.RefuseChild("child").RunTaskAsync();

        Assert.Equal("taken", await run.EndAsync());
    }

    [Fact]
    public async Task A_parent_that_waits_for_the_request_gives_its_child_up_when_the_child_has_it()
    {
        var run = await AskAsync(ChildWorkflowCancellationType.WaitCancellationRequested);
        await run.StartChild("child").RunTaskAsync();
        await run.Signal("Stop").RunTaskAsync();
        await run.DeliverCancel("child").RunTaskAsync();

        Assert.Equal("cancelled", await run.EndAsync());
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.Abandon)]
    [InlineData(ChildWorkflowCancellationType.TryCancel)]
    public async Task What_becomes_of_a_child_that_was_given_up_changes_nothing(ChildWorkflowCancellationType type)
    {
        var refused = await AskAsync(type);
        await refused.Signal("Stop").RunTaskAsync();
        await refused.RefuseChild("child").RunTaskAsync();
        var completed = await AskAsync(type);
        await completed.Signal("Stop").RunTaskAsync();
        await completed.StartChild("child").RunTaskAsync();
        await completed.CompleteChild("child", "unheard").RunTaskAsync();

        Assert.Equal("cancelled", await refused.EndAsync());
        Assert.Equal("cancelled", await completed.EndAsync());
    }

    private static async Task<WorkflowDriver> AskAsync(ChildWorkflowCancellationType type)
    {
        var run = WorkflowDriver.Start<ParentWorkflow>(type, false);
        CommandAssert.Types(await run.RunTaskAsync(), CommandType.StartChildWorkflowExecution);
        return run;
    }

    [Workflow]
    public sealed class ParentWorkflow
    {
        private readonly CancellationTokenSource _stop = new();
        private bool _mayEnd;

        [WorkflowRun]
        public async Task<string> RunAsync(ChildWorkflowCancellationType type, bool stopsAtOnce)
        {
            var child = ChildAsync(type);
            if (stopsAtOnce) _stop.Cancel();
            var told = await child;
            await Workflow.WaitConditionAsync(() => _mayEnd);
            return told;
        }

        [WorkflowSignal]
        public Task StopAsync()
        {
            _stop.Cancel();
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            _mayEnd = true;
            return Task.CompletedTask;
        }

        private async Task<string> ChildAsync(ChildWorkflowCancellationType type)
        {
            try
            {
                return await Workflow.ExecuteChildWorkflowAsync<string>(
                    "Child", [], new() { Id = "child", CancellationType = type, CancellationToken = _stop.Token });
            }
            catch (WorkflowAlreadyStartedException)
            {
                return "taken";
            }
            catch (ChildWorkflowFailureException failed) when (TemporalException.IsCanceledException(failed))
            {
                return "cancelled";
            }
        }
    }
}
