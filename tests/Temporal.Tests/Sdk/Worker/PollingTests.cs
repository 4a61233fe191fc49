using Temporal.Protocol.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk.Worker;

public sealed class PollingTests
{
    [Fact]
    public async Task A_server_that_sends_polls_away_is_asked_ever_less_often()
    {
        await using var server = await FakeTemporal.StartAsync();
        var polls = 0;
        var enough = new TaskCompletionSource();
        server.On<PollActivityTaskQueueRequest>(_ =>
        {
            if (++polls == 4) enough.TrySetResult();
            return new PollActivityTaskQueueResponse();
        });
        var begin = TimeProvider.System.GetTimestamp();

        await RunAsync(server, () => enough.Task);

        Assert.True(TimeProvider.System.GetElapsedTime(begin) > TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task Polls_that_fail_are_tried_again()
    {
        await using var server = await FakeTemporal.StartAsync();
        var failures = 2;
        var done = new TaskCompletionSource<RespondActivityTaskCompletedRequest>();
        server.On<PollActivityTaskQueueRequest>(async (_, cancel) => failures-- switch
        {
            > 0 => throw new RpcStatusException(GrpcStatusCode.Unavailable, "not now"),
            0 => ActivityTasks.New("one"),
            _ => await ActivityTasks.NeverAsync(cancel),
        });
        server.On<RespondActivityTaskCompletedRequest>(request =>
        {
            done.TrySetResult(request);
            return new RespondActivityTaskCompletedResponse();
        });

        await RunAsync(server, () => done.Task);

        Assert.Equal("one", (await done.Task).TaskToken.ToStringUtf8());
    }

    [Fact]
    public async Task A_worker_waits_for_a_server_that_is_still_starting()
    {
        await using var server = await FakeTemporal.StartAsync();
        var failures = 2;
        server.On<DescribeNamespaceRequest>(_ => failures-- > 0
            ? throw new RpcStatusException(GrpcStatusCode.Unavailable, "starting")
            : new DescribeNamespaceResponse());
        server.On<PollActivityTaskQueueRequest>((_, cancel) => ActivityTasks.NeverAsync(cancel));

        await RunAsync(server, () => Task.CompletedTask);

        Assert.Equal(3, server.All<DescribeNamespaceRequest>().Length);
    }

    [Fact]
    public async Task A_worker_that_goes_says_goodbye()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.On<PollActivityTaskQueueRequest>((_, cancel) => ActivityTasks.NeverAsync(cancel));
        server.On<ShutdownWorkerRequest>(_ => new ShutdownWorkerResponse());

        await RunAsync(server, () => Task.CompletedTask);

        var goodbye = server.All<ShutdownWorkerRequest>().Single();
        Assert.Equal("queue", goodbye.TaskQueue);
        Assert.All(server.All<PollActivityTaskQueueRequest>(), poll => Assert.Equal(goodbye.WorkerInstanceKey, poll.WorkerInstanceKey));
    }

    [Fact]
    public async Task Not_more_activities_run_than_allowed()
    {
        await using var server = await FakeTemporal.StartAsync();
        var (polls, running, most) = (0, 0, 0);
        var done = new TaskCompletionSource();
        server.On<PollActivityTaskQueueRequest>(async (_, cancel) =>
            Interlocked.Increment(ref polls) <= 6 ? ActivityTasks.New($"{polls}") : await ActivityTasks.NeverAsync(cancel));
        server.On<RespondActivityTaskCompletedRequest>(_ =>
        {
            if (server.All<RespondActivityTaskCompletedRequest>().Length == 6) done.TrySetResult();
            return new RespondActivityTaskCompletedResponse();
        });

        await RunAsync(server, () => done.Task, options => options.MaxConcurrentActivities = 2, async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });

        Assert.InRange(most, 1, 2);
    }

    private static async Task RunAsync(
        FakeTemporal server, Func<Task> until, Action<TemporalWorkerOptions>? change = null, Func<Task>? work = null)
    {
        var options = new TemporalWorkerOptions("queue") { MaxConcurrentActivityTaskPolls = 1 };
        options.AddActivity(ActivityTasks.Definition(_ => work?.Invoke() ?? Task.CompletedTask));
        change?.Invoke(options);
        using var worker = new TemporalWorker(await server.ConnectAsync(), options);
        await worker.WhileAsync(until);
    }
}
