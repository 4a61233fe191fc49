using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Worker;

public sealed class PluginTests(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task Plugins_prepare_client_and_worker_and_stand_around_their_runs_in_their_order()
    {
        var (queue, said) = ($"q-{Guid.NewGuid():N}", new List<string>());
        var ofClient = new TalkingPlugin("client's", queue, said);
        var client = await TemporalClient.ConnectAsync(new(server.Target) { Plugins = [ofClient] });
        using var worker = new TemporalWorker(
            client, new TemporalWorkerOptions("renamed by a plugin") { Plugins = [new TalkingPlugin("worker's", queue, said)] });

        var result = await worker.WhileAsync(() => client.ExecuteWorkflowAsync(
            (CountdownWorkflow workflow) => workflow.RunAsync(0), new($"w-{Guid.NewGuid():N}", queue)));

        Assert.Equal("lift-off", result);
        Assert.Equal(queue, worker.Options.TaskQueue);
        Assert.Equal("set by client's", client.Connection.Options.Identity);
        Assert.Equal(
            ["client's connects", "client's made a client", "client's made a worker", "worker's made a worker", "client's runs", "worker's runs"], said);
    }

    [Fact]
    public async Task Plugins_prepare_replayers_and_stand_around_replays()
    {
        var said = new List<string>();
        var handle = await server.Client.StartWorkflowAsync((CountdownWorkflow workflow) => workflow.RunAsync(0), LocalServer.NewWorkflow());
        var history = await handle.FetchHistoryAsync();
        var replayer = new WorkflowReplayer(new() { Plugins = [new TalkingPlugin("replayer's", "", said)] });

        var one = await replayer.ReplayWorkflowAsync(history, cancellationToken: TestContext.Current.CancellationToken);
        var many = await replayer.ReplayWorkflowsAsync(Stream(history), cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Null(one.ReplayFailure);
        Assert.Single(many);
        Assert.Equal(["replayer's made a replayer", "replayer's replays", "replayer's replays as they come"], said);
    }

    [Fact]
    public async Task Steps_are_told_also_when_they_are_repeated()
    {
        var options = LocalServer.NewWorkflow();
        using var worker = server.Worker(options.TaskQueue!);
        var handle = await server.Client.StartWorkflowAsync((CountdownWorkflow workflow) => workflow.RunAsync(0), options);
        await worker.WhileAsync(() => handle.GetResultAsync());
        var replayOptions = new WorkflowReplayerOptions().AddWorkflow<CountdownWorkflow>();
        var told = new List<string>();
        replayOptions.WorkflowTaskStarting += (_, step) => told.Add($"{step.WorkflowInfo.WorkflowType} starts");
        replayOptions.WorkflowTaskCompleted += (_, step) => told.Add($"{step.WorkflowInfo.WorkflowType} done");

        await new WorkflowReplayer(replayOptions).ReplayWorkflowAsync(
            await handle.FetchHistoryAsync(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["CountdownWorkflow starts", "CountdownWorkflow done"], told);
    }

    private static async IAsyncEnumerable<WorkflowHistory> Stream(WorkflowHistory history)
    {
        await Task.CompletedTask;
        yield return history;
    }

    private sealed class TalkingPlugin(string name, string queue, List<string> said) : ITemporalClientPlugin, ITemporalWorkerPlugin
    {
        public string Name => name;

        public void ConfigureClient(TemporalClientOptions options) => said.Add($"{name} made a client");

        public Task<TemporalConnection> ConnectAsync(
            TemporalClientConnectOptions options, Func<TemporalClientConnectOptions, Task<TemporalConnection>> continuation)
        {
            said.Add($"{name} connects");
            options.Identity = $"set by {name}";
            return continuation(options);
        }

        public void ConfigureWorker(TemporalWorkerOptions options)
        {
            said.Add($"{name} made a worker");
            options.TaskQueue = queue;
            if (options.Workflows.Count == 0) options.AddWorkflow<CountdownWorkflow>();
        }

        public Task<TResult> RunWorkerAsync<TResult>(
            TemporalWorker worker, Func<TemporalWorker, CancellationToken, Task<TResult>> continuation, CancellationToken stoppingToken)
        {
            said.Add($"{name} runs");
            return continuation(worker, stoppingToken);
        }

        public void ConfigureReplayer(WorkflowReplayerOptions options)
        {
            said.Add($"{name} made a replayer");
            options.AddWorkflow<CountdownWorkflow>();
        }

        public Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
            WorkflowReplayer replayer,
            Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> continuation,
            CancellationToken cancellationToken)
        {
            said.Add($"{name} replays");
            return continuation(replayer, cancellationToken);
        }

        public IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
            WorkflowReplayer replayer,
            Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> continuation,
            CancellationToken cancellationToken)
        {
            said.Add($"{name} replays as they come");
            return continuation(replayer);
        }
    }
}
