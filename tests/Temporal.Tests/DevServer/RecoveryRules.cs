using Temporal.DevServer.Hosting;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>What a second engine on the same store finds, and what the first may still do.</summary>
public abstract class RecoveryRules : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private Server _first = null!;
    private Server? _second;

    /// <summary>A store on the same data each time: what a process finds after another was killed.</summary>
    private protected abstract Task<IHistoryStore> SameStoreAsync();

    public async ValueTask InitializeAsync() => _first = await StartAsync(await SameStoreAsync(), _time);

    public async ValueTask DisposeAsync()
    {
        if (_second is not null) await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task A_task_nobody_fetched_is_offered_by_the_next_engine()
    {
        await _first.StartWorkflowAsync("a");

        var second = await TakeOverAsync();
        var task = await second.PollAsync();

        Assert.Equal("a", task.WorkflowExecution.WorkflowId);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(24 * 60)]
    [InlineData(-24 * 60)]
    public async Task A_timer_keeps_its_length_across_a_kill_and_a_wall_clock_that_was_set_meanwhile(int minutes)
    {
        await _first.StartWorkflowAsync("a");
        await _first.CompleteAsync(await _first.PollAsync(), Timer("1", TimeSpan.FromMinutes(10)));
        _time.Advance(TimeSpan.FromMinutes(2));

        _time.Step(TimeSpan.FromMinutes(minutes));
        var second = await TakeOverAsync();
        _time.Advance(TimeSpan.FromMinutes(8) - TimeSpan.FromSeconds(1));
        var early = await second.KindsAsync("a");
        _time.Advance(TimeSpan.FromSeconds(1));
        var task = await second.PollAsync();

        Assert.DoesNotContain(nameof(EventType.TimerFired), early, StringComparison.Ordinal);
        var started = task.History.Events.Single(e => e.EventType == EventType.TimerStarted).EventTime.ToDateTime();
        Assert.Equal(TimeSpan.FromMinutes(10), task.History.Events.Single(e => e.EventType == EventType.TimerFired).EventTime.ToDateTime() - started);
    }

    [Fact]
    public async Task Who_says_so_takes_the_wall_clock_over()
    {
        _time.Step(TimeSpan.FromMinutes(5));

        var second = await TakeOverAsync(new() { TakeWallClock = true });
        await second.StartWorkflowAsync("b");

        Assert.Equal(_time.GetUtcNow().UtcDateTime, (await second.HistoryAsync("b"))[0].EventTime.ToDateTime());
    }

    [Fact]
    public async Task A_timer_due_while_no_engine_ran_fires_once()
    {
        await _first.StartWorkflowAsync("a");
        await _first.CompleteAsync(await _first.PollAsync(), Timer("1", TimeSpan.FromHours(1)));

        var second = await TakeOverAsync();
        _time.Advance(TimeSpan.FromHours(2));
        await second.CompleteAsync(await second.PollAsync(), Complete());

        Assert.Single(await second.HistoryAsync("a"), e => e.EventType == EventType.TimerFired);
    }

    [Fact]
    public async Task Requests_repeated_after_a_restart_do_nothing_twice()
    {
        var start = NewStart("a");
        var run = (await _first.CallAsync<StartWorkflowExecutionResponse>(start)).RunId;
        await _first.SignalAsync("a", "pay", "request-1");

        var second = await TakeOverAsync();
        var again = (await second.CallAsync<StartWorkflowExecutionResponse>(start)).RunId;
        await second.SignalAsync("a", "pay", "request-1");

        Assert.Equal(run, again);
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowExecutionSignaled", await second.KindsAsync("a"));
    }

    [Fact]
    public async Task Work_under_way_goes_on_after_a_restart_with_the_tokens_given_before()
    {
        await _first.StartWorkflowAsync("a");
        await _first.CompleteAsync(await _first.PollAsync(), Activity("1"));
        var activity = await _first.PollActivityAsync();
        await _first.SignalAsync("a", "look");
        var task = await _first.PollAsync();
        await _first.SignalAsync("a", "buffered");

        var second = await TakeOverAsync();
        await second.CallAsync<RespondActivityTaskCompletedResponse>(
            new RespondActivityTaskCompletedRequest { Namespace = Namespace, TaskToken = activity.TaskToken, Result = Payload("paid") });
        await second.CompleteAsync(task);

        Assert.EndsWith("WorkflowTaskCompleted WorkflowExecutionSignaled ActivityTaskStarted ActivityTaskCompleted WorkflowTaskScheduled",
            await second.KindsAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_in_retry_wait_keeps_its_attempt_and_failure()
    {
        await _first.StartWorkflowAsync("a");
        await _first.CompleteAsync(await _first.PollAsync(), Activity("1"));
        await _first.CallAsync<RespondActivityTaskFailedResponse>(new RespondActivityTaskFailedRequest
        {
            Namespace = Namespace,
            TaskToken = (await _first.PollActivityAsync()).TaskToken,
            Failure = new() { Message = "boom", ApplicationFailureInfo = new() { Type = "Busy" } },
        });

        var second = await TakeOverAsync();
        var pending = (await second.DescribeAsync("a")).PendingActivities[0];
        _time.Advance(TimeSpan.FromSeconds(1));
        var attempt = await second.PollActivityAsync();

        Assert.Equal("boom", pending.LastFailure.Message);
        Assert.Equal(2, attempt.Attempt);
    }

    [Fact]
    public async Task The_engine_that_was_replaced_writes_nothing_more()
    {
        await _first.StartWorkflowAsync("a");
        await _first.StartWorkflowAsync("b");
        var second = await TakeOverAsync();
        var before = await second.KindsAsync("a");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Record.ExceptionAsync(() => i % 2 == 0
            ? _first.SignalAsync("a", "lost")
            : _first.StartWorkflowAsync($"late-{i}")).AsTask()));

        Assert.All(outcomes, o => Assert.Equal(GrpcStatusCode.Unavailable, Assert.IsType<RpcStatusException>(o).Code));
        Assert.Equal(before, await second.KindsAsync("a"));
        Assert.True(_first.Host.Fenced.IsCompleted);
        var list = await second.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = Namespace });
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public async Task Namespaces_and_search_attributes_outlive_the_engine()
    {
        await _first.CallAsync<RegisterNamespaceResponse>(new RegisterNamespaceRequest { Namespace = "other" });
        await _first.CallAsync<Temporalio.Api.OperatorService.V1.AddSearchAttributesResponse>(
            new Temporalio.Api.OperatorService.V1.AddSearchAttributesRequest { Namespace = "other", SearchAttributes = { ["Amount"] = IndexedValueType.Double } });

        var second = await TakeOverAsync();
        var listed = await second.CallAsync<Temporalio.Api.OperatorService.V1.ListSearchAttributesResponse>(
            new Temporalio.Api.OperatorService.V1.ListSearchAttributesRequest { Namespace = "other" });

        Assert.Equal(IndexedValueType.Double, listed.CustomAttributes["Amount"]);
    }

    [Fact]
    public async Task A_long_history_is_read_in_pages_and_given_to_workers_whole()
    {
        await _first.StartWorkflowAsync("a");
        for (var i = 0; i < 600; i++) await _first.SignalAsync("a", $"s{i}");
        var second = await TakeOverAsync();

        var seen = new List<long>();
        var request = new GetWorkflowExecutionHistoryRequest { Namespace = Namespace, Execution = new() { WorkflowId = "a" }, MaximumPageSize = 100 };
        do
        {
            var page = await second.CallAsync<GetWorkflowExecutionHistoryResponse>(request);
            seen.AddRange(page.History.Events.Select(e => e.EventId));
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
        var task = await second.PollAsync();

        Assert.Equal(Enumerable.Range(1, 602).Select(i => (long)i), seen);
        Assert.Equal(603, task.History.Events.Count);
    }

    private async Task<Server> TakeOverAsync(DevServerOptions? options = null) => _second = await StartAsync(await SameStoreAsync(), _time, options);
}
