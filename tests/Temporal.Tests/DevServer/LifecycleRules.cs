using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>Updates, children, resets, retention and schedules; the same on every store.</summary>
public abstract class LifecycleRules : IAsyncLifetime
{
    private Server _server = null!;

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    public async ValueTask InitializeAsync() => _server = await Server.StartAsync(await NewStoreAsync());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_refused_update_leaves_no_event_and_the_worker_takes_back_what_it_was_shown()
    {
        await _server.StartWorkflowAsync("w");
        await _server.CompleteAsync(await _server.PollAsync());
        var asked = _server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Request("w", "u"));
        var task = await _server.PollAsync();

        var answer = await _server.CompleteAsync(task, completion => Updates.Reject(completion, task.Messages.Single()));

        Assert.Equal(3, answer.ResetHistoryEventId);
        Assert.Equal("no", (await asked).Outcome.Failure.Message);
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted", await _server.KindsAsync("w"));
    }

    [Fact]
    public async Task A_signal_makes_a_speculative_task_an_ordinary_one()
    {
        await _server.StartWorkflowAsync("w");
        await _server.CompleteAsync(await _server.PollAsync());
        var asked = _server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Request("w", "u"));
        var task = await _server.PollAsync();
        await _server.SignalAsync("w", "s");

        await _server.CompleteAsync(task, completion => Updates.Reject(completion, task.Messages.Single()));

        Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Completed, (await asked).Stage);
        Assert.EndsWith("WorkflowTaskCompleted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionSignaled WorkflowTaskScheduled",
            await _server.KindsAsync("w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speculative_task_nobody_finishes_times_out_and_the_update_goes_with_the_next()
    {
        await _server.StartWorkflowAsync("w");
        await _server.CompleteAsync(await _server.PollAsync());
        var asked = _server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Request("w", "u"));
        await _server.PollAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(11));

        var again = await _server.PollAsync();
        await _server.CompleteAsync(again, completion => Updates.AcceptAndComplete(completion, again.Messages.Single()));

        Assert.Equal(2, again.Attempt);
        Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Completed, (await asked).Stage);
    }

    [Fact]
    public async Task A_child_reports_its_end_to_its_parent()
    {
        await _server.StartWorkflowAsync("parent");
        await _server.CompleteAsync(await _server.PollAsync(), Child("child"));
        await FinishAsync("child");

        await Eventually.HoldsAsync(async () => (await _server.KindsAsync("parent")).Contains("ChildWorkflowExecutionCompleted", StringComparison.Ordinal));

        var described = await _server.DescribeAsync("child");
        Assert.Equal("parent", described.WorkflowExecutionInfo.ParentExecution.WorkflowId);
        Assert.Empty((await _server.DescribeAsync("parent")).PendingChildren);
    }

    [Fact]
    public async Task A_reset_starts_a_run_that_ends_the_old_one()
    {
        var first = await _server.StartWorkflowAsync("w");
        await _server.CompleteAsync(await _server.PollAsync());
        await _server.SignalAsync("w", "s");

        var reset = await _server.CallAsync<ResetWorkflowExecutionResponse>(new ResetWorkflowExecutionRequest
        {
            Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "w" }, WorkflowTaskFinishEventId = 4, RequestId = "r", Reason = "again",
        });

        Assert.EndsWith("WorkflowExecutionTerminated", string.Join(' ', (await _server.HistoryAsync("w", first)).Select(e => e.EventType)), StringComparison.Ordinal);
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskFailed WorkflowExecutionSignaled WorkflowTaskScheduled",
            string.Join(' ', (await _server.HistoryAsync("w", reset.RunId)).Select(e => e.EventType)));
    }

    [Fact]
    public async Task A_reset_applies_again_what_came_to_the_runs_it_continued_as()
    {
        var first = await _server.StartWorkflowAsync("w");
        await _server.SignalAsync("w", "one");
        await ContinueAsNewAsync();
        await _server.SignalAsync("w", "two");
        await ContinueAsNewAsync();
        var busy = await _server.PollAsync();
        await _server.SignalAsync("w", "three");

        var reset = await _server.CallAsync<ResetWorkflowExecutionResponse>(new ResetWorkflowExecutionRequest
        {
            Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "w", RunId = first }, WorkflowTaskFinishEventId = 5, RequestId = "r", Reason = "again",
        });

        var signals = (await _server.HistoryAsync("w", reset.RunId)).Select(e => e.WorkflowExecutionSignaledEventAttributes?.SignalName).OfType<string>();
        Assert.Equal(["one", "two", "three"], signals);
        Assert.EndsWith("WorkflowExecutionSignaled WorkflowExecutionTerminated", string.Join(' ', (await _server.HistoryAsync("w", busy.WorkflowExecution.RunId)).Select(e => e.EventType)), StringComparison.Ordinal);

        async Task ContinueAsNewAsync() => await _server.CompleteAsync(await _server.PollAsync(), new Command
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = new() { WorkflowType = new() { Name = "Order" } },
        });
    }

    [Fact]
    public async Task A_closed_run_is_deleted_when_its_retention_is_over()
    {
        await _server.CallAsync<UpdateNamespaceResponse>(new UpdateNamespaceRequest
        {
            Namespace = Namespace, Config = new() { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(TimeSpan.FromMinutes(3)) },
        });
        await _server.StartWorkflowAsync("w");
        await FinishAsync("w");

        _server.Time.Advance(TimeSpan.FromMinutes(2));
        await _server.DescribeAsync("w");
        _server.Time.Advance(TimeSpan.FromMinutes(3));

        await Eventually.HoldsAsync(async () => (await _server.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = Namespace })).Count == 0);
    }

    [Fact]
    public async Task A_schedule_starts_a_workflow_every_minute_unless_one_still_runs()
    {
        await _server.CallAsync<CreateScheduleResponse>(Schedule("s", TimeSpan.FromMinutes(1)));

        _server.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(async () => (await InfoAsync("s")).ActionCount == 1);
        _server.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(async () => (await InfoAsync("s")).OverlapSkipped == 1);
        await _server.CompleteAsync(await _server.PollAsync(), Complete());
        await Eventually.HoldsAsync(async () => (await InfoAsync("s")).RunningWorkflows.Count == 0);
        _server.Time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.HoldsAsync(async () => (await InfoAsync("s")).ActionCount == 2);
    }

    private static CreateScheduleRequest Schedule(string id, TimeSpan every) => new()
    {
        Namespace = Namespace,
        ScheduleId = id,
        RequestId = id,
        Schedule = new()
        {
            Spec = new() { Interval = { new Temporalio.Api.Schedule.V1.IntervalSpec { Interval = Duration.FromTimeSpan(every) } } },
            Action = new() { StartWorkflow = new() { WorkflowId = "run", WorkflowType = new() { Name = "Order" }, TaskQueue = new() { Name = Queue } } },
        },
    };

    private async Task<Temporalio.Api.Schedule.V1.ScheduleInfo> InfoAsync(string id) =>
        (await _server.CallAsync<DescribeScheduleResponse>(new DescribeScheduleRequest { Namespace = Namespace, ScheduleId = id })).Info;

    private static Command Child(string id) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        StartChildWorkflowExecutionCommandAttributes = new() { WorkflowId = id, WorkflowType = new() { Name = "Order" } },
    };

    private async Task FinishAsync(string id)
    {
        var task = await _server.PollAsync();
        Assert.Equal(id, task.WorkflowExecution.WorkflowId);
        await _server.CompleteAsync(task, Complete());
    }
}
