using Temporal.Tests.Sdk;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class UpdateWithStartSample(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly TemporalWorkerOptions _worker = SampleWorkers.OnNewQueue().AddWorkflow<CartWorkflow>();
    private readonly string _id = $"cart-{Guid.NewGuid():N}";

    [Fact]
    public Task The_first_item_starts_the_cart_and_the_next_one_finds_it() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var first = Start(WorkflowIdConflictPolicy.UseExisting);
        var one = await server.Client.ExecuteUpdateWithStartWorkflowAsync((CartWorkflow cart) => cart.AddAsync("book"), new(first));
        var second = Start(WorkflowIdConflictPolicy.UseExisting);
        var two = await server.Client.ExecuteUpdateWithStartWorkflowAsync((CartWorkflow cart) => cart.AddAsync("pen"), new(second));

        var handle = await second.GetHandleAsync();
        await handle.SignalAsync(cart => cart.CheckOutAsync());

        Assert.Equal((1, 2), (one, two));
        Assert.Equal("book, pen", await handle.GetResultAsync());
        Assert.Equal((await first.GetHandleAsync()).ResultRunId, handle.ResultRunId);
    });

    [Fact]
    public Task A_refused_update_says_why_and_the_workflow_is_there() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var start = Start(WorkflowIdConflictPolicy.Fail);

        var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => server.Client.ExecuteUpdateWithStartWorkflowAsync((CartWorkflow cart) => cart.AddAsync(""), new(start)));

        Assert.Equal("nothing to add", refused.InnerException!.Message);
        Assert.Equal(WorkflowExecutionStatus.Running, (await (await start.GetHandleAsync()).DescribeAsync()).Status);
    });

    [Fact]
    public Task A_taken_id_fails_both() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        await server.Client.StartWorkflowAsync((CartWorkflow cart) => cart.RunAsync(), new(_id, _worker.TaskQueue!));
        var start = Start(WorkflowIdConflictPolicy.Fail);

        await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(
            () => server.Client.ExecuteUpdateWithStartWorkflowAsync((CartWorkflow cart) => cart.AddAsync("book"), new(start)));

        await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() => start.GetHandleAsync());
    });

    [Fact]
    public async Task Options_that_make_no_sense_are_refused_before_anything_is_sent()
    {
        var start = Start(WorkflowIdConflictPolicy.Unspecified);
        await Assert.ThrowsAsync<ArgumentException>(
            () => server.Client.ExecuteUpdateWithStartWorkflowAsync((CartWorkflow cart) => cart.AddAsync("book"), new(start)));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => server.Client.ExecuteUpdateWithStartWorkflowAsync((CartWorkflow cart) => cart.AddAsync("book"), new(start)));
    }

    private WithStartWorkflowOperation<WorkflowHandle<CartWorkflow, string>> Start(WorkflowIdConflictPolicy policy) =>
        WithStartWorkflowOperation.Create((CartWorkflow cart) => cart.RunAsync(), new(_id, _worker.TaskQueue!) { IdConflictPolicy = policy });

    [Workflow]
    public sealed class CartWorkflow
    {
        private readonly List<string> _items = [];
        private bool _done;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => _done);
            return string.Join(", ", _items);
        }

        [WorkflowUpdate]
        public Task<int> AddAsync(string item)
        {
            if (item.Length == 0) throw new ApplicationFailureException("nothing to add");
            _items.Add(item);
            return Task.FromResult(_items.Count);
        }

        [WorkflowSignal]
        public Task CheckOutAsync()
        {
            _done = true;
            return Task.CompletedTask;
        }
    }
}
