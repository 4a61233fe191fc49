using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class CommandsBesideTheEndTests
{
    [Fact]
    public async Task What_a_handler_does_as_the_workflow_ends_comes_before_its_end()
    {
        var run = WorkflowDriver.Start<EndingWorkflow>();
        await run.RunTaskAsync();

        var commands = await run.Signal("End").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.StartTimer, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task History_says_that_it_is_so()
    {
        var run = WorkflowDriver.Start<EndingWorkflow>();

        await run.RunTaskAsync();
        await run.Signal("Nothing").RunTaskAsync();

        var completed = Completed(run).ToList();
        Assert.Equal([1u, 2u, 3u], completed[0].SdkMetadata.CoreUsedFlags);
        Assert.Null(completed[1].SdkMetadata);
    }

    [Fact]
    public async Task A_history_that_does_not_say_so_is_replayed_without()
    {
        var run = WorkflowDriver.Start<EndingWorkflow>();
        await run.RunTaskAsync();
        await run.Signal("End").RunTaskAsync();
        foreach (var completed in Completed(run)) completed.SdkMetadata?.CoreUsedFlags.Clear();
        var timer = run.Events.Single(happened => happened.EventType == EventType.TimerStarted);
        run.Events.Remove(timer);
        for (var index = 0; index < run.Events.Count; index++) run.Events[index].EventId = index + 1;

        var answer = await run.MovedTo(WorkflowDriver.ProcessorFor<EndingWorkflow>()).QueryAsync("Done");

        Assert.Equal(QueryResultType.Answered, answer.CompletedType);
    }

    private static IEnumerable<WorkflowTaskCompletedEventAttributes> Completed(WorkflowDriver run) =>
        run.Events.Select(happened => happened.WorkflowTaskCompletedEventAttributes).OfType<WorkflowTaskCompletedEventAttributes>();

    [Workflow]
    public sealed class EndingWorkflow
    {
        private bool _asked;

        [WorkflowQuery]
        public bool Done { get; private set; }

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.WaitConditionAsync(() => _asked);
            Done = true;
        }

        [WorkflowSignal]
        public async Task EndAsync()
        {
            _asked = true;
            await Workflow.WaitConditionAsync(() => Done);
            await Workflow.DelayAsync(1000);
        }

        [WorkflowSignal]
        public Task NothingAsync() => Task.CompletedTask;
    }
}
