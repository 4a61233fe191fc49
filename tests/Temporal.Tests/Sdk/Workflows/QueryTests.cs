using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Runtime;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class QueryTests
{
    [Fact]
    public async Task An_idle_workflow_answers_queries_by_method_and_by_property()
    {
        var run = WorkflowDriver.Start<CountingWorkflow>().Signal("Add", 3);
        await run.RunTaskAsync();

        var byProperty = await run.QueryAsync("count");
        var byMethod = await run.QueryAsync("CountPlus", 4);

        Assert.Equal(3, Read<int>(byProperty.QueryResult));
        Assert.Equal(7, Read<int>(byMethod.QueryResult));
    }

    [Fact]
    public async Task A_query_in_a_task_sees_the_signal_of_the_same_task()
    {
        var run = WorkflowDriver.Start<CountingWorkflow>();
        await run.RunTaskAsync();

        var result = await run.Signal("Add", 3).OfferTaskAsync(new Dictionary<string, Temporalio.Api.Query.V1.WorkflowQuery>
        {
            ["q1"] = WorkflowDriver.Query("count"),
        });

        var completed = Assert.IsType<WorkflowTaskResult.Completed>(result).Request;
        Assert.Equal(3, Read<int>(completed.QueryResults["q1"].Answer));
    }

    [Fact]
    public async Task An_unknown_query_fails_with_the_names_of_the_known_ones()
    {
        var run = WorkflowDriver.Start<CountingWorkflow>();
        await run.RunTaskAsync();

        var answer = await run.QueryAsync("nope");

        Assert.Equal(QueryResultType.Failed, answer.CompletedType);
        Assert.Contains("[count CountPlus Mischief Replays]", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_tries_to_do_something_fails_and_leaves_no_trace()
    {
        var run = WorkflowDriver.Start<CountingWorkflow>();
        await run.RunTaskAsync();

        var answer = await run.QueryAsync("Mischief");
        var commands = await run.Signal("Add", 1).RunTaskAsync();

        Assert.Equal(QueryResultType.Failed, answer.CompletedType);
        Assert.Contains("may only read", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(commands);
    }

    [Fact]
    public async Task A_closed_workflow_answers_from_its_history()
    {
        var run = WorkflowDriver.Start<CountingWorkflow>().Signal("Add", 5);
        await run.RunTaskAsync();
        await run.Signal("Add", 100).RunTaskAsync();

        var answer = await run.QueryAsync("count");

        Assert.Equal(105, Read<int>(answer.QueryResult));
        Assert.Equal(1, run.WholeHistoryFetches);
    }

    [Fact]
    public async Task A_query_that_overtakes_a_task_leaves_the_task_to_be_done()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountingWorkflow>();
        var run = new WorkflowDriver(processor).Started<CountingWorkflow>();
        await run.RunTaskAsync();
        var started = run.Signal("Add", 200).OpenTask();
        var query = run.StickyTask(started, previousStartedEventId: 3);
        (query.Query, query.StartedEventId) = (WorkflowDriver.Query("count"), 0);

        await processor.ProcessAsync(query, run.FetchAsync, TestContext.Current.CancellationToken);
        var result = await processor.ProcessAsync(
            run.StickyTask(started, previousStartedEventId: 3), run.FetchAsync, TestContext.Current.CancellationToken);

        CommandAssert.Types(Assert.IsType<WorkflowTaskResult.Completed>(result).Request.Commands, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task A_query_is_never_a_replay_of_history()
    {
        var run = WorkflowDriver.Start<CountingWorkflow>().Signal("Add", 1);
        await run.RunTaskAsync();

        var moved = run.MovedTo(WorkflowDriver.ProcessorFor<CountingWorkflow>());
        var replays = Read<bool[]>((await moved.QueryAsync("Replays")).QueryResult);

        Assert.Equal((true, false), (replays[0], replays[1]));
    }

    private static T Read<T>(Temporalio.Api.Common.V1.Payloads payloads) => DataConverter.Default.PayloadConverter.ToValue<T>(payloads.Payloads_[0]);

    [Workflow]
    public sealed class CountingWorkflow
    {
        [WorkflowQuery("count")]
        public int Count { get; private set; }

        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => Count > 100);

        [WorkflowSignal]
        public Task AddAsync(int amount)
        {
            Count += amount;
            return Task.CompletedTask;
        }

        [WorkflowQuery]
        public bool[] Replays() => [Workflow.Unsafe.IsReplaying, Workflow.Unsafe.IsReplayingHistoryEvents];

        [WorkflowQuery]
        public int CountPlus(int amount) => Count + amount;

        [WorkflowQuery]
        public int Mischief()
        {
            _ = Workflow.DelayAsync(1);
            return 1;
        }
    }
}
