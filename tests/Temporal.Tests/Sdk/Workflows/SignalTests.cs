using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class SignalTests
{
    [Fact]
    public async Task Signals_that_came_with_the_start_are_handled_before_the_first_line_of_the_run_method()
    {
        var run = WorkflowDriver.Start<LogWorkflow>().Signal("note", "early").Signal("note", "too");

        await run.RunTaskAsync();
        var commands = await run.Signal("finish").RunTaskAsync();

        Assert.Equal(["early", "too", "run"], CommandAssert.Result<string[]>(commands));
    }

    [Fact]
    public async Task Signals_without_a_handler_wait_until_there_is_one()
    {
        var run = WorkflowDriver.Start<LogWorkflow>().Signal("later", 7).Signal("note", "known").Signal("later", 8);
        await run.RunTaskAsync();

        await run.Signal("listen").RunTaskAsync();
        var commands = await run.Signal("later", 9).Signal("finish").RunTaskAsync();

        Assert.Equal(["known", "run", "later 7", "later 8", "later 9"], CommandAssert.Result<string[]>(commands));
    }

    [Fact]
    public async Task A_signal_whose_arguments_cannot_be_read_is_dropped()
    {
        var run = WorkflowDriver.Start<LogWorkflow>().Signal("note", new[] { 1, 2 });
        await run.RunTaskAsync();

        var commands = await run.Signal("finish").RunTaskAsync();

        Assert.Equal(["run"], CommandAssert.Result<string[]>(commands));
    }

    [Fact]
    public async Task The_workflow_can_wait_for_its_handlers()
    {
        var run = WorkflowDriver.Start<PatientWorkflow>().Signal("Slow");

        var waiting = await run.RunTaskAsync();
        var done = await run.FireTimer("1").RunTaskAsync();

        CommandAssert.Types(waiting, CommandType.StartTimer);
        CommandAssert.Types(done, CommandType.CompleteWorkflowExecution);
    }

    [Workflow]
    public sealed class LogWorkflow
    {
        private readonly List<string> _log = [];
        private bool _finished;

        [WorkflowRun]
        public async Task<List<string>> RunAsync()
        {
            _log.Add("run");
            await Workflow.WaitConditionAsync(() => _finished);
            return _log;
        }

        [WorkflowSignal("note")]
        public Task NoteAsync(string text)
        {
            _log.Add(text);
            return Task.CompletedTask;
        }

        [WorkflowSignal("listen")]
        public Task ListenAsync()
        {
            Workflow.Signals["later"] = WorkflowSignalDefinition.CreateWithoutAttribute("later", (int number) =>
            {
                _log.Add($"later {number}");
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        }

        [WorkflowSignal("finish")]
        public Task FinishAsync()
        {
            _finished = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class PatientWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);

        [WorkflowSignal]
        public Task SlowAsync() => Workflow.DelayAsync(1000);
    }
}
