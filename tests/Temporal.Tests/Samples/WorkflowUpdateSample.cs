using Temporal.Tests.Sdk;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class WorkflowUpdateSample(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly TemporalWorkerOptions _worker = SampleWorkers.OnNewQueue().AddWorkflow<StockWorkflow>();

    [Fact]
    public Task An_update_changes_the_workflow_and_returns_what_came_of_it() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((StockWorkflow stock) => stock.RunAsync(10), _worker.NewWorkflow());

        var left = await handle.ExecuteUpdateAsync(stock => stock.TakeAsync(3));
        var byName = await handle.ExecuteUpdateAsync<int>("Take", [2]);
        await handle.ExecuteUpdateAsync(stock => stock.CloseAsync());

        Assert.Equal((7, 5), (left, byName));
        Assert.Equal(5, await handle.GetResultAsync());
    });

    [Fact]
    public Task A_refused_update_leaves_nothing_in_history() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((StockWorkflow stock) => stock.RunAsync(10), _worker.NewWorkflow());
        await handle.QueryAsync(stock => stock.Left);
        var before = (await handle.FetchHistoryAsync()).Events.Count;

        var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(stock => stock.TakeAsync(11)));

        Assert.Equal("not that many", Assert.IsType<ApplicationFailureException>(refused.InnerException).Message);
        Assert.Equal(before, (await handle.FetchHistoryAsync()).Events.Count);
    });

    [Fact]
    public Task A_failed_update_fails_its_caller_and_not_the_workflow() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((StockWorkflow stock) => stock.RunAsync(10), _worker.NewWorkflow());

        var failed = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(stock => stock.BreakAsync()));
        await handle.ExecuteUpdateAsync(stock => stock.CloseAsync());

        Assert.Equal("broken", Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
        Assert.Equal(10, await handle.GetResultAsync());
    });

    [Fact]
    public Task An_accepted_update_is_waited_for_later_and_by_others() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((StockWorkflow stock) => stock.RunAsync(1), _worker.NewWorkflow());

        var waiting = await handle.StartUpdateAsync(stock => stock.TakeWhenThereAsync(3), new("order-1", WorkflowUpdateStage.Accepted));
        await handle.SignalAsync(stock => stock.RefillAsync(5));

        Assert.Equal(3, await waiting.GetResultAsync());
        Assert.Equal(3, await handle.GetUpdateHandle<int>("order-1").GetResultAsync());
        Assert.Equal(3, await handle.ExecuteUpdateAsync(stock => stock.TakeWhenThereAsync(3), new("order-1")));
    });

    [Fact]
    public Task Unknown_updates_are_refused_and_a_dynamic_handler_takes_them_all() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((StockWorkflow stock) => stock.RunAsync(1), _worker.NewWorkflow());

        var unknown = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync("count", ["shelf"]));
        await handle.SignalAsync(stock => stock.ListenToAllAsync());
        var answer = await handle.ExecuteUpdateAsync<string>("count", ["shelf"]);

        Assert.Contains("count expected but not found", unknown.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal("count shelf", answer);
    });

    [Fact]
    public Task A_history_with_updates_replays_without_the_cache() => SampleWorkers.RunAsync(server.Client, WithoutCache(), async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((StockWorkflow stock) => stock.RunAsync(10), _worker.NewWorkflow());
        await handle.ExecuteUpdateAsync(stock => stock.TakeAsync(3));
        await handle.SignalAsync(stock => stock.RefillAsync(1));
        var waiting = await handle.StartUpdateAsync(stock => stock.TakeWhenThereAsync(9), new(WorkflowUpdateStage.Accepted));
        await handle.SignalAsync(stock => stock.RefillAsync(2));
        await waiting.GetResultAsync();
        await handle.ExecuteUpdateAsync(stock => stock.CloseAsync());
        await handle.GetResultAsync();

        await GoldenHistories.KeepAsync(handle, "updates");

        var history = WorkflowHistory.FromJson(handle.Id, (await handle.FetchHistoryAsync()).ToJson());
        var replayed = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<StockWorkflow>())
            .ReplayWorkflowAsync(history, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(replayed.ReplayFailure);
        Assert.Equal(3, history.Events.Count(happened => happened.EventType == EventType.WorkflowExecutionUpdateAccepted));
    });

    private TemporalWorkerOptions WithoutCache()
    {
        _worker.MaxCachedWorkflows = 0;
        return _worker;
    }

    [Workflow]
    public sealed class StockWorkflow
    {
        private bool _closed;

        [WorkflowInit]
        public StockWorkflow(int items) => Left = items;

        [WorkflowQuery]
        public int Left { get; private set; }

        [WorkflowRun]
        public async Task<int> RunAsync(int items)
        {
            await Workflow.WaitConditionAsync(() => _closed && Workflow.AllHandlersFinished);
            return items - (items - Left);
        }

        [WorkflowUpdateValidator(nameof(TakeAsync))]
        public void ValidateTake(int items)
        {
            if (items > Left) throw new ApplicationFailureException("not that many");
        }

        [WorkflowUpdate]
        public async Task<int> TakeAsync(int items)
        {
            await Workflow.DelayAsync(1);
            return Left -= items;
        }

        [WorkflowUpdate]
        public async Task<int> TakeWhenThereAsync(int items)
        {
            Assert.Equal("TakeWhenThere", Workflow.CurrentUpdateInfo!.Name);
            await Workflow.WaitConditionAsync(() => Left >= items);
            return Left -= items;
        }

        [WorkflowUpdate]
        public Task BreakAsync() => throw new ApplicationFailureException("it broke", errorType: "broken");

        [WorkflowUpdate]
        public Task CloseAsync()
        {
            _closed = true;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task RefillAsync(int items)
        {
            Left += items;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task ListenToAllAsync()
        {
            Workflow.DynamicUpdate = WorkflowUpdateDefinition.CreateWithoutAttribute(
                null, (string name, Temporalio.Converters.IRawValue[] args) =>
                    Task.FromResult($"{name} {Temporalio.Converters.ConverterExtensions.ToValue<string>(Workflow.PayloadConverter, args[0])}"));
            return Task.CompletedTask;
        }
    }
}
