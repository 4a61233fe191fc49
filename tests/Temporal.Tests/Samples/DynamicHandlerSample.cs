using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class DynamicHandlerSample(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task Whatever_has_no_handler_goes_to_the_dynamic_one()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<AnyWorkflow>().AddAllActivities(typeof(AnyActivity), null);

        await SampleWorkers.RunAsync(server.Client, options, async () =>
        {
            var handle = await server.Client.StartWorkflowAsync("whatever", ["argument"], options.NewWorkflow());
            await handle.SignalAsync("anything", [1, 2]);
            Assert.Equal("query question of 1", await handle.QueryAsync<string>("question", ["why"]));
            Assert.Equal("update demand of 1", await handle.ExecuteUpdateAsync<string>("demand", ["now"]));

            Assert.Equal("whatever(argument): signal anything of 2, work of 2", await handle.GetResultAsync<string>());
        });
    }

    [Fact]
    public async Task A_workflow_tells_what_it_takes()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<DescribedWorkflow>();

        await SampleWorkers.RunAsync(server.Client, options, async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((DescribedWorkflow workflow) => workflow.RunAsync(), options.NewWorkflow());

            var metadata = await handle.QueryAsync<Temporalio.Api.Sdk.V1.WorkflowMetadata>("__temporal_workflow_metadata", []);

            Assert.Equal(("DescribedWorkflow", "halfway"), (metadata.Definition.Type, metadata.CurrentDetails));
            Assert.Equal("goes on", Assert.Single(metadata.Definition.SignalDefinitions, signal => signal.Name == "GoOn").Description);
        });
    }

    [Workflow(Dynamic = true)]
    public sealed class AnyWorkflow
    {
        private readonly List<string> _log = [];

        [WorkflowRun]
        public async Task<string> RunAsync(IRawValue[] args)
        {
            await Workflow.WaitConditionAsync(() => _log.Count == 1 && Workflow.AllHandlersFinished && _updated);
            _log.Add(await Workflow.ExecuteActivityAsync<string>("work", [1, 2], new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) }));
            return $"{Workflow.Info.WorkflowType}({Workflow.PayloadConverter.ToValue<string>(args[0])}): {string.Join(", ", _log)}";
        }

        [WorkflowSignal(Dynamic = true)]
        public Task SignalAsync(string name, IRawValue[] args)
        {
            _log.Add($"signal {name} of {args.Length}");
            return Task.CompletedTask;
        }

        [WorkflowQuery(Dynamic = true)]
        public string Query(string name, IRawValue[] args) => $"query {name} of {args.Length}";

        [WorkflowUpdate(Dynamic = true)]
        public Task<string> UpdateAsync(string name, IRawValue[] args)
        {
            _updated = true;
            return Task.FromResult($"update {name} of {args.Length}");
        }

        private bool _updated;
    }

    public static class AnyActivity
    {
        [Activity(Dynamic = true)]
        public static string Run(IRawValue[] args) => $"{ActivityExecutionContext.Current.Info.ActivityType} of {args.Length}";
    }

    [Workflow]
    public sealed class DescribedWorkflow
    {
        [WorkflowRun]
        public Task RunAsync()
        {
            Workflow.CurrentDetails = "halfway";
            return Workflow.WaitConditionAsync(() => false);
        }

        [WorkflowSignal(Description = "goes on")]
        public Task GoOnAsync() => Task.CompletedTask;
    }
}
