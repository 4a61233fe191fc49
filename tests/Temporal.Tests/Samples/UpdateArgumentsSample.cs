using Temporal.Tests.Sdk;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class UpdateArgumentsSample(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public Task What_a_validator_does_to_its_arguments_does_not_reach_the_handler()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<PackingWorkflow>();
        return SampleWorkers.RunAsync(server.Client, options, async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((PackingWorkflow packing) => packing.RunAsync(), options.NewWorkflow());

            Assert.Equal(2, await handle.ExecuteUpdateAsync(packing => packing.PackAsync(new List<string> { "cup", "plate" })));
            await handle.TerminateAsync();
        });
    }

    [Workflow]
    public sealed class PackingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => false);

        [WorkflowUpdateValidator(nameof(PackAsync))]
        public void ValidatePack(List<string> things) => things.Clear();

        [WorkflowUpdate]
        public Task<int> PackAsync(List<string> things) => Task.FromResult(things.Count);
    }
}
