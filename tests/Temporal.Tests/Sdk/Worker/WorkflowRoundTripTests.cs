using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Worker;

public sealed class WorkflowRoundTripTests(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly WorkflowOptions _options = LocalServer.NewWorkflow();

    [Fact]
    public async Task A_workflow_runs_its_activity_and_returns_the_result()
    {
        using var worker = server.Worker(_options.TaskQueue!);

        var result = await worker.WhileAsync(() =>
            server.Client.ExecuteWorkflowAsync((PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 42.5m)), _options));

        Assert.Equal("Ada got 42.5", result);
    }

    [Fact]
    public async Task Signals_and_queries_reach_the_workflow_in_order()
    {
        using var worker = server.Worker(_options.TaskQueue!);

        await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);
            await handle.SignalAsync(workflow => workflow.NoteAsync("one"));
            await handle.SignalAsync("Note", ["two"]);
            Assert.Equal(["one", "two"], await handle.QueryAsync(workflow => workflow.Notes));
            Assert.Equal("hoho", await handle.QueryAsync(workflow => workflow.Repeat("ho", 2)));
            await handle.SignalAsync(workflow => workflow.DecideAsync("approved"));

            Assert.Equal("approved after one, two", await handle.GetResultAsync());
            Assert.Equal(["one", "two"], await handle.QueryAsync(workflow => workflow.Notes));
        });
    }

    [Fact]
    public async Task A_query_that_throws_fails_for_its_caller_alone()
    {
        using var worker = server.Worker(_options.TaskQueue!);

        await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);
            var error = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync(workflow => workflow.Repeat("", 0)));
            Assert.Contains("nothing to repeat", error.Message, StringComparison.Ordinal);
            await handle.SignalAsync(workflow => workflow.DecideAsync("denied"));
            Assert.StartsWith("denied", await handle.GetResultAsync(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_start_signal_arrives_before_the_first_line()
    {
        using var worker = server.Worker(_options.TaskQueue!);
        _options.SignalWithStart((DecisionWorkflow workflow) => workflow.DecideAsync("at once"));

        var result = await worker.WhileAsync(() =>
            server.Client.ExecuteWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options));

        Assert.StartsWith("at once", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_workflow_ends_as_cancelled()
    {
        using var worker = server.Worker(_options.TaskQueue!);

        var error = await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);
            await handle.CancelAsync();
            return await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        });

        Assert.IsType<CanceledFailureException>(error.InnerException);
    }

    [Fact]
    public async Task A_terminated_workflow_tells_the_reason()
    {
        var handle = await server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);

        await handle.TerminateAsync("enough");
        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        Assert.Equal("enough", Assert.IsType<TerminatedFailureException>(error.InnerException).Message);
        Assert.Equal(WorkflowExecutionStatus.Terminated, (await handle.DescribeAsync()).Status);
    }

    [Fact]
    public async Task An_open_id_is_taken_and_the_older_run_is_named()
    {
        var older = await server.Client.StartWorkflowAsync("decision", [], _options);

        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() => server.Client.StartWorkflowAsync("decision", [], _options));

        Assert.Equal((older.Id, older.ResultRunId), (error.WorkflowId, error.RunId));
    }

    [Fact]
    public async Task A_workflow_is_described_listed_and_counted()
    {
        _options.Memo = new Dictionary<string, object> { ["note"] = "urgent" };
        _options.StaticSummary = "a refund";
        await server.Client.StartWorkflowAsync("decision", [], _options);

        var description = await server.Client.GetWorkflowHandle(_options.Id!).DescribeAsync();
        var listed = new List<Temporalio.Client.WorkflowExecution>();
        await foreach (var each in server.Client.ListWorkflowsAsync($"WorkflowId = '{_options.Id}'")) listed.Add(each);
        var count = await server.Client.CountWorkflowsAsync($"WorkflowId = '{_options.Id}'");

        Assert.Equal(
            ("decision", _options.TaskQueue, WorkflowExecutionStatus.Running, "a refund"),
            (description.WorkflowType, description.TaskQueue, description.Status, description.StaticSummary));
        Assert.Equal("urgent", await description.Memo["note"].ToValueAsync<string>());
        Assert.Equal((description.RunId, 1), (listed.Single().RunId, count.Count));
    }

    [Fact]
    public async Task A_result_is_that_of_the_last_run_of_a_chain()
    {
        using var worker = server.Worker(_options.TaskQueue!);

        var result = await worker.WhileAsync(() =>
            server.Client.ExecuteWorkflowAsync((CountdownWorkflow workflow) => workflow.RunAsync(3), _options));

        Assert.Equal("lift-off", result);
    }

    [Fact]
    public async Task A_fetched_history_replays()
    {
        using var worker = server.Worker(_options.TaskQueue!);
        var history = await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1)), _options);
            await handle.GetResultAsync();
            return await handle.FetchHistoryAsync();
        });

        var replayed = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<PaymentWorkflow>()).ReplayWorkflowAsync(history, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(replayed.ReplayFailure);
        Assert.Equal(EventType.WorkflowExecutionCompleted, history.Events.Last().EventType);
    }

    [Fact]
    public async Task Histories_of_a_query_replay_one_after_the_other()
    {
        using var worker = server.Worker(_options.TaskQueue!);
        string[] ids = [$"{_options.Id}-a", $"{_options.Id}-b"];
        await worker.WhileAsync(() => Task.WhenAll(ids.Select(id => server.Client.ExecuteWorkflowAsync(
            (PaymentWorkflow workflow) => workflow.RunAsync(new(id, 1)), new(id, _options.TaskQueue!)))));

        var histories = server.Client.ListWorkflowHistoriesAsync($"WorkflowId STARTS_WITH '{_options.Id}-'");
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<PaymentWorkflow>());
        var replayed = new List<WorkflowReplayResult>();
        await foreach (var result in replayer.ReplayWorkflowsAsync(histories, cancellationToken: TestContext.Current.CancellationToken)) replayed.Add(result);

        Assert.Equal(ids, replayed.Select(result => result.History.Id).Order());
        Assert.All(replayed, result => Assert.Null(result.ReplayFailure));
    }

    [Fact]
    public async Task What_a_workflow_says_of_itself_is_in_its_description()
    {
        (_options.StaticSummary, _options.StaticDetails) = ("one line", "and more");
        var handle = await server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);

        var described = await handle.DescribeAsync();

        Assert.Equal("one line", await described.GetStaticSummaryAsync());
        Assert.Equal("and more", await described.GetStaticDetailsAsync());
    }

    [Fact]
    public async Task A_workflow_without_cache_is_replayed_for_every_task()
    {
        using var worker = server.Worker(_options.TaskQueue!, options => (options.MaxCachedWorkflows, options.MaxConcurrentWorkflowTasks) = (0, 1));

        await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);
            await handle.SignalAsync(workflow => workflow.NoteAsync("one"));
            Assert.Equal(["one"], await handle.QueryAsync(workflow => workflow.Notes));
            await handle.SignalAsync(workflow => workflow.DecideAsync("approved"));

            Assert.Equal("approved after one", await handle.GetResultAsync());
        });
    }
}
