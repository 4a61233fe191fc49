using Temporal.Tests.DevServer;
using Temporal.Tests.Sdk;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class ChildWorkflowSample(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly TemporalWorkerOptions _worker = SampleWorkers.OnNewQueue().AddWorkflow<ParentWorkflow>().AddWorkflow<ChildWorkflow>().AddWorkflow<NeighbourWorkflow>();

    [Fact]
    public Task A_parent_gets_its_childs_result_after_signalling_it() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var result = await server.Client.ExecuteWorkflowAsync((ParentWorkflow parent) => parent.RunAsync("signal"), _worker.NewWorkflow());

        Assert.Equal("child got hello, then bye", result);
    });

    [Fact]
    public Task A_failed_child_is_a_child_failure_with_its_cause() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
            () => server.Client.ExecuteWorkflowAsync((ParentWorkflow parent) => parent.RunAsync("fail"), _worker.NewWorkflow()));

        var child = Assert.IsType<ChildWorkflowFailureException>(failed.InnerException);
        Assert.Equal(("ChildWorkflow", "no luck"), (child.WorkflowType, child.InnerException!.Message));
    });

    [Fact]
    public Task A_childs_id_can_be_taken() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var result = await server.Client.ExecuteWorkflowAsync((ParentWorkflow parent) => parent.RunAsync("twice"), _worker.NewWorkflow());

        Assert.StartsWith("taken: ", result, StringComparison.Ordinal);
    });

    [Fact]
    public Task Cancelling_the_parent_cancels_the_child_and_waits_for_it() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var options = _worker.NewWorkflow();
        var handle = await server.Client.StartWorkflowAsync((ParentWorkflow parent) => parent.RunAsync("wait"), options);
        var child = server.Client.GetWorkflowHandle<ChildWorkflow, string>(options.Id + "-child");
        await Eventually.HoldsAsync(async () => await IsThereAsync(child));

        await handle.CancelAsync();
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        Assert.IsType<CanceledFailureException>(failed.InnerException);
        var childFailed = await Assert.ThrowsAsync<WorkflowFailedException>(() => child.GetResultAsync());
        Assert.IsType<CanceledFailureException>(childFailed.InnerException);
    });

    [Fact]
    public Task A_workflow_signals_and_cancels_its_neighbour() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var child = await server.Client.StartWorkflowAsync((ChildWorkflow workflow) => workflow.RunAsync("signal"), _worker.NewWorkflow());

        var first = await server.Client.ExecuteWorkflowAsync((NeighbourWorkflow neighbour) => neighbour.RunAsync(child.Id), _worker.NewWorkflow());

        Assert.Equal("signalled and cancelled", first);
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => child.GetResultAsync());
        Assert.IsType<CanceledFailureException>(failed.InnerException);
    });

    [Fact]
    public Task A_neighbour_that_is_not_there_cannot_be_signalled() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
            () => server.Client.ExecuteWorkflowAsync((NeighbourWorkflow neighbour) => neighbour.RunAsync("nobody"), _worker.NewWorkflow()));

        Assert.Equal("Unable to signal external workflow because it was not found", failed.InnerException!.Message);
    });

    [Fact]
    public Task Histories_with_children_replay() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((ParentWorkflow parent) => parent.RunAsync("signal"), _worker.NewWorkflow());
        await handle.GetResultAsync();
        await GoldenHistories.KeepAsync(handle, "child");

        var replayed = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ParentWorkflow>())
            .ReplayWorkflowAsync(await handle.FetchHistoryAsync(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(replayed.ReplayFailure);
    });

    private static async Task<bool> IsThereAsync(WorkflowHandle handle)
    {
        try
        {
            return (await handle.DescribeAsync()).HistoryLength > 3;
        }
        catch (RpcException missing) when (missing.Code == RpcException.StatusCode.NotFound)
        {
            return false;
        }
    }

    [Workflow]
    public sealed class ParentWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string what)
        {
            var options = new ChildWorkflowOptions { Id = Workflow.Info.WorkflowId + "-child" };
            if (what == "fail") return await Workflow.ExecuteChildWorkflowAsync((ChildWorkflow child) => child.RunAsync("fail"), options);
            var handle = await Workflow.StartChildWorkflowAsync((ChildWorkflow child) => child.RunAsync("signal"), options);
            if (what == "wait") return await handle.GetResultAsync();
            if (what == "twice") return await StartTwiceAsync(options);
            await handle.SignalAsync(child => child.SayAsync("hello"));
            await handle.SignalAsync("Say", ["bye"]);
            return await handle.GetResultAsync();
        }

        private static async Task<string> StartTwiceAsync(ChildWorkflowOptions options)
        {
            try
            {
                await Workflow.ExecuteChildWorkflowAsync("ChildWorkflow", ["signal"], options);
                return "started twice";
            }
            catch (WorkflowAlreadyStartedException taken)
            {
                return $"taken: {taken.WorkflowId}";
            }
        }
    }

    [Workflow]
    public sealed class ChildWorkflow
    {
        private readonly List<string> _said = [];

        [WorkflowRun]
        public async Task<string> RunAsync(string what)
        {
            if (what == "fail") throw new ApplicationFailureException("no luck", nonRetryable: true);
            await Workflow.WaitConditionAsync(() => _said.Count == 2);
            return "child got " + string.Join(", then ", _said);
        }

        [WorkflowSignal]
        public Task SayAsync(string text)
        {
            _said.Add(text);
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class NeighbourWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string id)
        {
            var neighbour = Workflow.GetExternalWorkflowHandle<ChildWorkflow>(id);
            await neighbour.SignalAsync(child => child.SayAsync("psst"));
            await neighbour.CancelAsync();
            return "signalled and cancelled";
        }
    }
}
