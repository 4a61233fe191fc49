using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Worker;

/// <summary>An update that its validator refuses leaves nothing in history, and the run goes on from memory.</summary>
public sealed class RefusedUpdateTests(LocalServer server) : IClassFixture<LocalServer>
{
    private static int _instances;

    private readonly WorkflowOptions _options = LocalServer.NewWorkflow();

    [Fact]
    public async Task After_a_refused_update_the_next_one_is_taken_at_once()
    {
        var events = await RunAsync(async handle =>
        {
            await RefuseAsync(handle);
            Assert.Equal(2, await handle.ExecuteUpdateAsync(sum => sum.AddAsync(2)));
            await RefuseAsync(handle);
            await RefuseAsync(handle);
            Assert.Equal(5, await handle.ExecuteUpdateAsync(sum => sum.AddAsync(3)));
        });

        Assert.DoesNotContain(events, happened => happened.EventType == EventType.WorkflowTaskFailed);
        Assert.Equal(2, events.Count(happened => happened.EventType == EventType.WorkflowExecutionUpdateAccepted));
    }

    [Fact]
    public async Task What_follows_a_refused_update_reaches_the_run_in_memory()
    {
        Volatile.Write(ref _instances, 0);

        var events = await RunAsync(async handle =>
        {
            await RefuseAsync(handle);
            await handle.SignalAsync(sum => sum.DoubleAsync());
            Assert.Equal(4, await handle.ExecuteUpdateAsync(sum => sum.AddAsync(4)));
            await RefuseAsync(handle);
            Assert.Equal(4, await handle.QueryAsync(sum => sum.Total));
        });

        Assert.DoesNotContain(events, happened => happened.EventType == EventType.WorkflowTaskFailed);
        Assert.Equal(1, Volatile.Read(ref _instances));
    }

    private static Task RefuseAsync(WorkflowHandle<SumWorkflow> handle) =>
        Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(sum => sum.AddAsync(-1)));

    private async Task<IReadOnlyCollection<HistoryEvent>> RunAsync(Func<WorkflowHandle<SumWorkflow>, Task> use)
    {
        using var worker = server.Worker(_options.TaskQueue!, options => options.AddWorkflow<SumWorkflow>());
        return await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((SumWorkflow sum) => sum.RunAsync(), _options);
            // Only a task that exists for updates alone may vanish, so the first one has to be over.
            await handle.QueryAsync(sum => sum.Total);
            await use(handle);
            await handle.SignalAsync(sum => sum.EndAsync());
            await handle.GetResultAsync();
            return (await handle.FetchHistoryAsync()).Events;
        });
    }

    [Workflow]
    public sealed class SumWorkflow
    {
        private bool _isOver;

        public SumWorkflow() => Interlocked.Increment(ref _instances);

        [WorkflowQuery]
        public int Total { get; private set; }

        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => _isOver);

        [WorkflowUpdateValidator(nameof(AddAsync))]
        public void RefuseNegative(int value) => ArgumentOutOfRangeException.ThrowIfNegative(value);

        [WorkflowUpdate]
        public Task<int> AddAsync(int value) => Task.FromResult(Total += value);

        [WorkflowSignal]
        public Task DoubleAsync()
        {
            Total *= 2;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            _isOver = true;
            return Task.CompletedTask;
        }
    }
}
