using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Worker;

public sealed class SimplePluginTests(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task A_simple_plugin_of_a_client_brings_its_options_to_client_and_worker()
    {
        var said = new List<string>();
        var client = await TemporalClient.ConnectAsync(new(server.Target) { Plugins = [Plugin(said)], Interceptors = [new Marked("mine", said)] });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions($"q-{Guid.NewGuid():N}") { Interceptors = [new Marked("mine", said)] });

        var result = await worker.WhileAsync(() => client.ExecuteWorkflowAsync(
            (GreetingWorkflow workflow) => workflow.RunAsync(), new($"w-{Guid.NewGuid():N}", worker.Options.TaskQueue!)));

        Assert.Equal("hello from the plugin", result);
        Assert.IsType<SpellingConverter>(client.Options.DataConverter.PayloadConverter);
        Assert.Equal([typeof(FormatException)], worker.Options.WorkflowFailureExceptionTypes);
        Assert.Equal(["mine at a client", "plugin's at a client", "before", "mine at a workflow", "plugin's at a workflow", "after"], said.Distinct());
    }

    [Fact]
    public async Task A_simple_plugin_brings_its_options_to_a_replayer()
    {
        var said = new List<string>();
        var handle = await server.Client.StartWorkflowAsync((GreetingWorkflow workflow) => workflow.RunAsync(), LocalServer.NewWorkflow());
        var history = await handle.FetchHistoryAsync();
        var replayer = new WorkflowReplayer(new() { Plugins = [Plugin(said)], BuildId = "build", Identity = "somebody" });

        var one = await replayer.ReplayWorkflowAsync(history, cancellationToken: TestContext.Current.CancellationToken);
        var many = await replayer.ReplayWorkflowsAsync(new[] { history }.ToAsyncEnumerable(), cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Null(one.ReplayFailure);
        Assert.Single(many);
        Assert.IsType<SpellingConverter>(replayer.Options.DataConverter.PayloadConverter);
        Assert.Equal(["before", "after", "before", "after"], said);
    }

    [Fact]
    public void A_copy_of_the_options_has_lists_of_its_own()
    {
        var options = new SimplePluginOptions().AddWorkflow<GreetingWorkflow>();
        var copy = (SimplePluginOptions)options.Clone();

        copy.AddWorkflow<CountdownWorkflow>();

        Assert.Single(options.Workflows);
        Assert.Equal(2, copy.Workflows.Count);
    }

    private static SimplePlugin Plugin(List<string> said) => new("plugin", new SimplePluginOptions
    {
        DataConverterOption = new(set => set with { PayloadConverter = new SpellingConverter() }),
        ClientInterceptors = [new Marked("plugin's", said)],
        WorkerInterceptorsOption = new(set => [.. set ?? [], new Marked("plugin's", said)]),
        WorkflowFailureExceptionTypes = [typeof(FormatException)],
        RunContextBefore = () => Say(said, "before"),
        RunContextAfter = () => Say(said, "after"),
    }.AddWorkflow<GreetingWorkflow>().AddActivity(Greet));

    private static Task Say(List<string> said, string what)
    {
        said.Add(what);
        return Task.CompletedTask;
    }

    [Activity]
    public static string Greet() => "hello from the plugin";

    private sealed class SpellingConverter : DefaultPayloadConverter;

    private sealed class Marked(string name, List<string> said) : IClientInterceptor, IWorkerInterceptor
    {
        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor)
        {
            said.Insert(0, $"{name} at a client");
            return nextInterceptor;
        }

        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Workflows(name, said, nextInterceptor);

        private sealed class Workflows(string name, List<string> said, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
        {
            public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
            {
                said.Add($"{name} at a workflow");
                return base.ExecuteWorkflowAsync(input);
            }
        }
    }

    [Workflow]
    public sealed class GreetingWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() =>
            Workflow.ExecuteActivityAsync(() => Greet(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
    }
}
