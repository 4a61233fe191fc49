using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class PatchTests
{
    private static readonly ActivityOptions Minute = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task A_new_run_takes_the_new_path_and_marks_it_once()
    {
        var run = WorkflowDriver.Start<PatchedWorkflow>();

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(commands, CommandType.RecordMarker, CommandType.UpsertWorkflowSearchAttributes, CommandType.StartTimer);
        Assert.Equal("core_patch", commands[0].RecordMarkerCommandAttributes.MarkerName);
        var attribute = commands[1].UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes.IndexedFields["TemporalChangeVersion"];
        Assert.Equal("[\"faster\"]", attribute.Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_patch_the_worker_holds_back_leaves_the_old_path_and_no_marker()
    {
        var asked = new List<string>();
        var processor = WorkflowDriver.ProcessorFor<PatchedWorkflow>(options => options with
        {
            PatchActivation = patch =>
            {
                asked.Add($"{patch.WorkflowInfo.WorkflowType} {patch.PatchId}");
                return false;
            },
        });
        var run = new WorkflowDriver(processor).Started<PatchedWorkflow>();

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(commands, CommandType.ScheduleActivityTask);
        Assert.Equal(["patching faster"], asked);
    }

    [Fact]
    public async Task A_run_from_before_the_change_keeps_the_old_path()
    {
        var old = WorkflowDriver.Start<UnpatchedWorkflow>();
        await old.RunTaskAsync();
        var run = old.MovedTo(WorkflowDriver.ProcessorFor<PatchedWorkflow>());

        var commands = await run.CompleteActivity("1").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
        Assert.Equal("old False", CommandAssert.Result<string>(commands));
    }

    [Fact]
    public async Task A_run_from_after_the_change_keeps_the_new_path_when_it_is_replayed()
    {
        var first = WorkflowDriver.Start<PatchedWorkflow>();
        await first.RunTaskAsync();
        var run = first.MovedTo(WorkflowDriver.ProcessorFor<PatchedWorkflow>());

        var commands = await run.FireTimer("1").RunTaskAsync();

        Assert.Equal("new True", CommandAssert.Result<string>(commands));
    }

    [Fact]
    public async Task A_deprecated_patch_replays_what_the_patch_wrote()
    {
        var first = WorkflowDriver.Start<PatchedWorkflow>();
        await first.RunTaskAsync();
        var run = first.MovedTo(WorkflowDriver.ProcessorFor<DeprecatedWorkflow>());

        var commands = await run.FireTimer("1").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task Code_without_the_patch_replays_what_a_deprecated_one_wrote()
    {
        var first = WorkflowDriver.Start<DeprecatedWorkflow>();
        await first.RunTaskAsync();
        var run = first.MovedTo(WorkflowDriver.ProcessorFor<AfterwardsWorkflow>());

        var commands = await run.FireTimer("1").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task Code_without_the_patch_does_not_replay_what_a_living_one_wrote()
    {
        var first = WorkflowDriver.Start<PatchedWorkflow>();
        await first.RunTaskAsync();
        var run = first.MovedTo(WorkflowDriver.ProcessorFor<AfterwardsWorkflow>());

        var failed = await run.FireTimer("1").FailTaskAsync();

        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
        Assert.Contains("of patch faster", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Workflow("patching")]
    public sealed class UnpatchedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.NotifyAsync("x"), Minute);
            return "old";
        }
    }

    [Workflow("patching")]
    public sealed class PatchedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            if (Workflow.Patched("faster")) await Workflow.DelayAsync(1000);
            else await Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.NotifyAsync("x"), Minute);
            var again = Workflow.Patched("faster");
            return (again ? "new " : "old ") + again;
        }
    }

    [Workflow("patching")]
    public sealed class DeprecatedWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.DeprecatePatch("faster");
            await Workflow.DelayAsync(1000);
        }
    }

    [Workflow("patching")]
    public sealed class AfterwardsWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(1000);
    }
}
