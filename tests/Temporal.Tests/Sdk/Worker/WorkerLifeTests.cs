using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Worker;

public sealed class WorkerLifeTests : IAsyncLifetime
{
    private readonly LocalServer _server = new();
    private readonly WorkflowOptions _options = LocalServer.NewWorkflow();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_worker_survives_a_restart_of_its_server()
    {
        using var worker = _server.Worker(_options.TaskQueue!);

        var result = await worker.WhileAsync(async () =>
        {
            var handle = await _server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);
            await handle.SignalAsync(workflow => workflow.NoteAsync("before"));
            Assert.Single(await handle.QueryAsync(workflow => workflow.Notes));

            await _server.StopAsync();
            await _server.StartAgainAsync();
            await handle.SignalAsync(workflow => workflow.NoteAsync("after"));
            await handle.SignalAsync(workflow => workflow.DecideAsync("approved"));

            return await handle.GetResultAsync();
        });

        Assert.Equal("approved after before, after", result);
    }

    [Fact]
    public async Task A_worker_goes_over_to_another_client_while_it_runs()
    {
        using var worker = _server.Worker(_options.TaskQueue!);
        var other = await TemporalClient.ConnectAsync(new(_server.Target) { Identity = "other" });

        var (first, second) = await worker.WhileAsync(async () =>
        {
            var handle = await _server.Client.StartWorkflowAsync((DecisionWorkflow workflow) => workflow.RunAsync(), _options);
            await handle.QueryAsync(workflow => workflow.Notes);
            worker.Client = other;
            await handle.SignalAsync(workflow => workflow.DecideAsync("approved"));
            await handle.GetResultAsync();
            var eager = new WorkflowOptions($"w-{Guid.NewGuid():N}", _options.TaskQueue!) { RequestEagerStart = true };
            var byOther = await other.StartWorkflowAsync((CountdownWorkflow workflow) => workflow.RunAsync(0), eager);
            eager.Id += "-2";
            var byFirst = await _server.Client.StartWorkflowAsync((CountdownWorkflow workflow) => workflow.RunAsync(0), eager);
            return (await FirstAsync(byFirst), await FirstAsync(byOther));
        });

        Assert.Same(other, worker.Client);
        Assert.False(first);
        Assert.True(second);
        Assert.Throws<InvalidOperationException>(() => worker.Client = TemporalClient.CreateLazy(new(_server.Target)));
    }

    private static async Task<bool> FirstAsync(WorkflowHandle handle)
    {
        await handle.GetResultAsync();
        return (await handle.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes.EagerExecutionAccepted;
    }

    [Fact]
    public async Task An_activity_that_finishes_while_the_server_is_away_is_not_lost()
    {
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var activities = new SampleActivities
        {
            OnPay = async _ =>
            {
                began.SetResult();
                await mayEnd.Task;
                return "paid";
            },
        };
        using var worker = _server.Worker(_options.TaskQueue!, null, activities);

        var result = await worker.WhileAsync(async () =>
        {
            var handle = await _server.Client.StartWorkflowAsync(
                (PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1) { Attempts = 3 }), _options);
            await began.Task;
            await _server.StopAsync();
            mayEnd.SetResult();
            await _server.StartAgainAsync();
            return await handle.GetResultAsync();
        });

        Assert.Equal("paid", result);
        Assert.Single(activities.Attempts);
    }

    [Fact]
    public async Task A_stopping_worker_lets_its_activities_finish()
    {
        using var stop = new CancellationTokenSource();
        var activities = new SampleActivities
        {
            OnPay = async context =>
            {
                await stop.CancelAsync();
                await new TaskCompletionSource().Task.WaitAsync(context.WorkerShutdownToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return $"finished, cancelled: {context.CancellationToken.IsCancellationRequested}";
            },
        };
        using var worker = _server.Worker(_options.TaskQueue!, options => options.GracefulShutdownTimeout = TimeSpan.FromSeconds(30), activities);
        var handle = await _server.Client.StartWorkflowAsync((PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1)), _options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker.ExecuteAsync(stop.Token));
        using var successor = _server.Worker(_options.TaskQueue!);

        Assert.Equal("finished, cancelled: False", await successor.WhileAsync(() => handle.GetResultAsync()));
    }

    [Fact]
    public async Task An_activity_that_outlasts_the_grace_period_is_cancelled_and_tried_again_elsewhere()
    {
        using var stop = new CancellationTokenSource();
        var reasons = new List<ActivityCancelReason>();
        var activities = new SampleActivities
        {
            OnPay = async context =>
            {
                if (context.Info.Attempt > 1) return "paid";
                await stop.CancelAsync();
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                reasons.Add(context.CancelReason);
                throw new OperationCanceledException();
            },
        };
        using var worker = _server.Worker(_options.TaskQueue!, null, activities);
        var handle = await _server.Client.StartWorkflowAsync(
            (PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1) { Attempts = 2 }), _options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker.ExecuteAsync(stop.Token));
        using var successor = _server.Worker(_options.TaskQueue!, null, activities);

        Assert.Equal("paid", await successor.WhileAsync(() => handle.GetResultAsync()));
        Assert.Equal([ActivityCancelReason.WorkerShutdown], reasons);
    }

    [Fact]
    public async Task An_idle_worker_stops_without_waiting_for_its_polls()
    {
        using var worker = _server.Worker(_options.TaskQueue!);
        var begin = TimeProvider.System.GetTimestamp();

        await worker.WhileAsync(() => _server.Client.CountWorkflowsAsync(""));

        Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_the_worked_for_function_throws_is_thrown()
    {
        using var worker = _server.Worker(_options.TaskQueue!);

        await Assert.ThrowsAsync<NotSupportedException>(() => worker.WhileAsync(() => throw new NotSupportedException()));
    }

    [Fact]
    public async Task A_worker_runs_once()
    {
        using var worker = _server.Worker(_options.TaskQueue!);
        await worker.WhileAsync(() => Task.CompletedTask);

        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.WhileAsync(() => Task.CompletedTask));
    }

    [Fact]
    public async Task A_namespace_the_server_does_not_have_ends_the_worker()
    {
        var client = await TemporalClient.ConnectAsync(new(_server.Target) { Namespace = "nowhere" });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("queue").AddWorkflow<SleepWorkflow>());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => worker.WhileAsync(() => Task.CompletedTask));

        Assert.Contains("validation failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TemporalWorker(_server.Client, new("queue")));
        Assert.Throws<ArgumentException>(() => new TemporalWorker(_server.Client, new TemporalWorkerOptions().AddWorkflow<SleepWorkflow>()));
        Assert.Throws<ArgumentException>(() => _server.Worker("queue", options => options.MaxConcurrentActivities = 0));
        Assert.Throws<ArgumentException>(() => _server.Worker("queue", options => options.MaxConcurrentWorkflowTasks = 1));
        Assert.Throws<ArgumentException>(() => _server.Worker("queue", options => options.AddAllActivities(new SampleActivities())));
        Assert.Throws<InvalidOperationException>(() => new TemporalWorker(
            TemporalClient.CreateLazy(new(_server.Target)), new TemporalWorkerOptions("queue").AddWorkflow<SleepWorkflow>()));
    }

    [Theory]
    [InlineData(5, 100, 10_000, 1, 4)]
    [InlineData(10, 100, 10_000, 2, 8)]
    [InlineData(1, 100, 10_000, 1, 1)]
    [InlineData(5, 2, 10_000, 1, 1)]
    [InlineData(10, 2, 10_000, 1, 1)]
    [InlineData(5, 100, 0, 5, 0)]
    [InlineData(5, 1, 0, 1, 0)]
    public void Polls_are_divided_so_that_no_queue_starves(int polls, int slots, int cached, int normal, int sticky)
    {
        var options = new TemporalWorkerOptions { MaxConcurrentWorkflowTaskPolls = polls, MaxCachedWorkflows = cached };

        Assert.Equal((normal, sticky), WorkflowWorker.Loops(options, slots));
    }
}
