using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class StepEventTests
{
    private readonly List<string> _heard = [];

    [Fact]
    public async Task Each_step_of_a_workflow_is_told_at_its_beginning_and_its_end()
    {
        var run = new WorkflowDriver(WorkflowDriver.ProcessorFor<SleepyWorkflow>(Listen)).Started<SleepyWorkflow>(false);

        await run.RunTaskAsync();
        await run.FireTimer("1").RunTaskAsync();

        Assert.Equal(["SleepyWorkflow begins", "SleepyWorkflow ends ", "SleepyWorkflow begins", "SleepyWorkflow ends "], _heard);
    }

    [Fact]
    public async Task What_failed_the_task_is_told_at_its_end()
    {
        var run = new WorkflowDriver(WorkflowDriver.ProcessorFor<SleepyWorkflow>(Listen)).Started<SleepyWorkflow>(true);

        await run.FailTaskAsync();

        Assert.Equal(["SleepyWorkflow begins", "SleepyWorkflow ends broken"], _heard);
    }

    private Temporalio.Runtime.WorkflowProcessorOptions Listen(Temporalio.Runtime.WorkflowProcessorOptions options)
    {
        var worker = new TemporalWorkerOptions("queue");
        worker.WorkflowTaskStarting += (_, step) => _heard.Add($"{step.WorkflowInfo.WorkflowType} begins");
        worker.WorkflowTaskCompleted += (_, step) => _heard.Add($"{step.WorkflowDefinition.Name} ends {step.TaskFailureException?.Message}");
        return options with { Steps = (TemporalWorkerOptions)worker.Clone() };
    }

    [Workflow]
    public sealed class SleepyWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(bool breaks) =>
            breaks ? throw new InvalidOperationException("broken") : Workflow.DelayAsync(TimeSpan.FromHours(1));
    }
}
