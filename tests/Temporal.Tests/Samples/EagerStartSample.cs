using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class EagerStartSample(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task The_first_task_comes_with_the_answer_to_the_start()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<GreetingWorkflow>().AddAllActivities(typeof(Greeting), null);

        await SampleWorkers.RunAsync(server.Client, options, async () =>
        {
            var start = options.NewWorkflow();
            start.RequestEagerStart = true;
            var handle = await server.Client.StartWorkflowAsync((GreetingWorkflow workflow) => workflow.RunAsync("Ada"), start);
            Assert.Equal("Hello, Ada", await handle.GetResultAsync());

            var first = (await handle.FetchHistoryAsync()).Events.First();
            Assert.True(first.WorkflowExecutionStartedEventAttributes.EagerExecutionAccepted);
        });
    }

    [Fact]
    public async Task Without_a_worker_here_the_start_is_an_ordinary_one()
    {
        var options = new WorkflowOptions($"w-{Guid.NewGuid():N}", "a queue nobody polls") { RequestEagerStart = true };

        var handle = await server.Client.StartWorkflowAsync((GreetingWorkflow workflow) => workflow.RunAsync("Ada"), options);

        Assert.False((await handle.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes.EagerExecutionAccepted);
        Assert.Equal(WorkflowExecutionStatus.Running, (await handle.DescribeAsync()).Status);
    }

    public static class Greeting
    {
        [Activity]
        public static string Greet(string name) => $"Hello, {name}";
    }

    [Workflow]
    public sealed class GreetingWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string name) => Workflow.ExecuteActivityAsync(
            () => Greeting.Greet(name), new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) });
    }
}
