using Temporal.Tests.DevServer;
using Temporal.Tests.Sdk;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class ResetSample(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly TemporalWorkerOptions _worker = SampleWorkers.OnNewQueue().AddWorkflow<BasketWorkflow>();

    [Fact]
    public Task A_reset_run_gets_the_updates_and_signals_of_the_old_one_again() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var options = _worker.NewWorkflow();
        var old = await server.Client.StartWorkflowAsync((BasketWorkflow basket) => basket.RunAsync(), options);
        Assert.Equal(1, await old.ExecuteUpdateAsync(basket => basket.AddAsync("pear")));
        await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => old.ExecuteUpdateAsync(basket => basket.AddAsync("")));
        Assert.Equal(2, await old.ExecuteUpdateAsync(basket => basket.AddAsync("plum")));

        await server.Client.WorkflowService.ResetWorkflowExecutionAsync(new()
        {
            Namespace = server.Client.Options.Namespace,
            WorkflowExecution = new() { WorkflowId = options.Id },
            WorkflowTaskFinishEventId = 4,
            RequestId = "again",
            Reason = "a sample",
        });
        var fresh = server.Client.GetWorkflowHandle<BasketWorkflow, IReadOnlyCollection<string>>(options.Id!);
        await Eventually.HoldsAsync(async () => (await fresh.QueryAsync(basket => basket.Fruit)).Count == 2);
        await fresh.SignalAsync(basket => basket.CheckOutAsync());
        var fruit = await fresh.GetResultAsync();

        Assert.Equal(["pear", "plum"], fruit);
        var history = await fresh.FetchHistoryAsync();
        Assert.Equal(2, history.Events.Count(each => each.EventType == EventType.WorkflowExecutionUpdateAdmitted));
        await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<BasketWorkflow>()).ReplayWorkflowAsync(history);
    });

    [Workflow]
    public sealed class BasketWorkflow
    {
        private readonly List<string> _fruit = [];
        private bool _isCheckedOut;

        [WorkflowQuery]
        public IReadOnlyCollection<string> Fruit => _fruit;

        [WorkflowRun]
        public async Task<IReadOnlyCollection<string>> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => _isCheckedOut);
            return _fruit;
        }

        [WorkflowSignal]
        public Task CheckOutAsync()
        {
            _isCheckedOut = true;
            return Task.CompletedTask;
        }

        [WorkflowUpdateValidator(nameof(AddAsync))]
        public void ValidateAdd(string fruit) => ArgumentException.ThrowIfNullOrEmpty(fruit);

        [WorkflowUpdate]
        public Task<int> AddAsync(string fruit)
        {
            _fruit.Add(fruit);
            return Task.FromResult(_fruit.Count);
        }
    }
}
