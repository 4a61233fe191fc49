using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TestService.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>When the test server lets time jump; its own clock stands still here, so every jump is a skip.</summary>
public sealed class TimeSkippingTests : IAsyncLifetime
{
    private Server _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await Server.StartAsync(new MemoryHistoryStore(), options: new() { TimeSkipping = true });

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Time_jumps_to_the_next_timer_once_unlocked()
    {
        await _server.StartWorkflowAsync("a");
        await _server.CompleteAsync(await _server.PollAsync(), Timer("1", TimeSpan.FromDays(30)));

        await UnlockAsync();
        var task = await _server.PollAsync();

        Assert.Contains(task.History.Events, e => e.EventType == EventType.TimerFired);
        Assert.Equal(TimeSpan.FromDays(30), await ElapsedAsync());
    }

    [Fact]
    public async Task Time_stands_still_while_locked_or_while_a_task_or_activity_is_under_way()
    {
        await _server.StartWorkflowAsync("a");
        await UnlockAsync();
        var task = await _server.PollAsync();
        var duringTask = await ElapsedAsync();
        await _server.CompleteAsync(task, Timer("1", TimeSpan.FromDays(30)), Activity("1"));
        var activity = await _server.PollActivityAsync();
        var duringActivity = await ElapsedAsync();

        await _server.CallAsync<LockTimeSkippingResponse>(new LockTimeSkippingRequest());
        await _server.CallAsync<RespondActivityTaskCompletedResponse>(new RespondActivityTaskCompletedRequest { Namespace = Namespace, TaskToken = activity.TaskToken });
        await _server.CompleteAsync(await _server.PollAsync());

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (duringTask, duringActivity, await ElapsedAsync()));
    }

    [Fact]
    public async Task A_retry_wait_is_skipped()
    {
        await _server.StartWorkflowAsync("a");
        await _server.CompleteAsync(await _server.PollAsync(), Activity("1", a => a.RetryPolicy = new() { InitialInterval = Duration.FromTimeSpan(TimeSpan.FromHours(1)) }));
        await UnlockAsync();
        await _server.CallAsync<RespondActivityTaskFailedResponse>(new RespondActivityTaskFailedRequest
        {
            Namespace = Namespace,
            TaskToken = (await _server.PollActivityAsync()).TaskToken,
            Failure = new() { Message = "boom", ApplicationFailureInfo = new() },
        });

        var second = await _server.PollActivityAsync();

        Assert.Equal((2, TimeSpan.FromHours(1)), (second.Attempt, await ElapsedAsync()));
    }

    [Fact]
    public async Task Sleeping_unlocked_ends_at_its_instant_with_time_locked_again()
    {
        await _server.StartWorkflowAsync("a");
        await _server.CompleteAsync(await _server.PollAsync(), Timer("1", TimeSpan.FromDays(30)));

        await _server.Channel.CallAsync<SleepResponse>(
            GrpcMethods.Find(GrpcMethods.TestService, "UnlockTimeSkippingWithSleep"), new SleepRequest { Duration = Duration.FromTimeSpan(TimeSpan.FromDays(2)) },
            cancel: TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromDays(2), await ElapsedAsync());
    }

    [Fact]
    public async Task An_unlock_without_a_lock_is_refused()
    {
        await UnlockAsync();

        var refused = await _server.RefusedAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());

        Assert.Equal(GrpcStatusCode.FailedPrecondition, refused.Code);
    }

    private async Task UnlockAsync() => await _server.CallAsync<UnlockTimeSkippingResponse>(new UnlockTimeSkippingRequest());

    private async Task<TimeSpan> ElapsedAsync()
    {
        var now = await _server.Channel.CallAsync<GetCurrentTimeResponse>(
            GrpcMethods.Find(GrpcMethods.TestService, "GetCurrentTime"), new Empty(), cancel: TestContext.Current.CancellationToken);
        return now.Time.ToDateTimeOffset() - _server.Time.GetUtcNow();
    }
}
