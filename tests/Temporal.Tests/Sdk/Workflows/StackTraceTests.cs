using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class StackTraceTests
{
    [Fact]
    public async Task A_worker_that_notes_no_places_refuses_the_question()
    {
        var run = WorkflowDriver.Start<WaitingWorkflow>();
        await run.RunTaskAsync();

        var answer = await run.QueryAsync("__stack_trace");

        Assert.Equal(QueryResultType.Failed, answer.CompletedType);
        Assert.Equal("Workflow stack traces are not enabled on this worker", answer.ErrorMessage);
    }

    [Fact]
    public async Task A_workflow_tells_every_place_where_it_waits_and_none_where_it_waited()
    {
        var run = Start(WorkflowStackTrace.Normal);
        await run.RunTaskAsync();
        var places = await PlacesAsync(run);

        await run.FireTimer("1").RunTaskAsync();
        var later = await PlacesAsync(run);

        Assert.Equal(3, places.Length);
        Assert.Contains(places, place => place.Contains(nameof(WaitingWorkflow.SleepAsync), StringComparison.Ordinal));
        Assert.Contains(places, place => place.Contains(nameof(WaitingWorkflow.WaitAsync), StringComparison.Ordinal));
        // The call itself has no frame of its own once it is compiled for speed, which is when many other tests made it before.
        Assert.All(places, place => Assert.StartsWith("Task waiting at:\n   at ", place, StringComparison.Ordinal));
        Assert.All(places, place => Assert.DoesNotContain("Temporalio.Runtime", place, StringComparison.Ordinal));
        Assert.Contains("StackTraceTests.cs:line ", places[0], StringComparison.Ordinal);
        Assert.Equal(2, later.Length);
        Assert.DoesNotContain(later, place => place.Contains(nameof(WaitingWorkflow.SleepAsync), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Places_may_be_told_without_files()
    {
        var run = Start(WorkflowStackTrace.WithoutFileInfo);
        await run.RunTaskAsync();

        var places = await PlacesAsync(run);

        Assert.All(places, place => Assert.DoesNotContain(":line ", place, StringComparison.Ordinal));
    }

    private static WorkflowDriver Start(WorkflowStackTrace form) =>
        new WorkflowDriver(WorkflowDriver.ProcessorFor<WaitingWorkflow>(options => options with { StackTrace = form })).Started<WaitingWorkflow>();

    private static async Task<string[]> PlacesAsync(WorkflowDriver run)
    {
        var answer = await run.QueryAsync("__stack_trace");
        return DataConverter.Default.PayloadConverter.ToValue<string>(answer.QueryResult.Payloads_[0]).Split("\n\n");
    }

    [Workflow]
    public sealed class WaitingWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            var child = Workflow.ExecuteChildWorkflowAsync("Child", [], new() { Id = "child" });
            await Workflow.WhenAllAsync(SleepAsync(), WaitAsync(), child);
        }

        internal static async Task SleepAsync() => await Workflow.DelayAsync(TimeSpan.FromDays(1));

        internal static async Task WaitAsync() => await Workflow.WaitConditionAsync(() => false);
    }
}
