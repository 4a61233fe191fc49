using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>The server dies at each point of the list E1–E6, twenty times each; another takes its data over.</summary>
public abstract class KillPointRules
{
    private const int Times = 20;

    private readonly ManualTime _time = new();

    /// <summary>One more view of the same data, for one more server.</summary>
    private protected abstract Task<IHistoryStore> SameStoreAsync();

    [Fact]
    public async Task E1_killed_before_the_commit_nothing_has_changed()
    {
        for (var i = 0; i < Times; i++)
        {
            await using var dying = await DyingAsync("Commit", after: false);
            var start = NewStart($"w{i}");
            var refused = await dying.RefusedAsync<StartWorkflowExecutionResponse>(start);

            await using var next = await NextAsync();
            var missing = await next.RefusedAsync<DescribeWorkflowExecutionResponse>(new DescribeWorkflowExecutionRequest { Namespace = Namespace, Execution = new() { WorkflowId = $"w{i}" } });
            await next.CallAsync<StartWorkflowExecutionResponse>(start);

            Assert.Equal((GrpcStatusCode.Unavailable, GrpcStatusCode.NotFound), (refused.Code, missing.Code));
            Assert.Single(await next.HistoryAsync($"w{i}"), e => e.EventType == EventType.WorkflowExecutionStarted);
        }
    }

    [Fact]
    public async Task E2_killed_after_the_commit_the_same_request_is_the_same_run_and_the_same_signal()
    {
        for (var i = 0; i < Times; i++)
        {
            var start = NewStart($"w{i}");
            var signal = new SignalWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = $"w{i}" }, SignalName = "s", RequestId = "s" };
            await using (var dying = await DyingAsync("Commit", after: true)) await dying.RefusedAsync<StartWorkflowExecutionResponse>(start);
            await using (var dying = await DyingAsync("Commit", after: true)) await dying.RefusedAsync<SignalWorkflowExecutionResponse>(signal);

            await using var next = await NextAsync();
            var again = await next.CallAsync<StartWorkflowExecutionResponse>(start);
            await next.CallAsync<SignalWorkflowExecutionResponse>(signal);

            Assert.True(again.Started);
            var history = await next.HistoryAsync($"w{i}", again.RunId);
            Assert.Single(history, e => e.EventType == EventType.WorkflowExecutionSignaled);
        }
    }

    [Fact]
    public async Task E2_killed_after_an_update_was_accepted_the_same_update_id_runs_once()
    {
        for (var i = 0; i < Times; i++)
        {
            await using var first = await NextAsync();
            await first.StartWorkflowAsync($"w{i}");
            await first.CompleteAsync(await first.PollAsync());
            var store = new FaultyStore(await SameStoreAsync());
            var dying = await Server.StartAsync(store, _time);
            var update = Updates.Request($"w{i}", "u");
            var asked = dying.CallAsync<UpdateWorkflowExecutionResponse>(update);
            var task = await dying.PollAsync();
            FailNext(store, "Commit", after: true);
            await Assert.ThrowsAsync<RpcStatusException>(() => dying.CompleteAsync(task, r => Updates.AcceptAndComplete(r, task.Messages.Single())));
            await dying.DisposeAsync();
            await Record.ExceptionAsync(() => asked);

            await using var next = await NextAsync();
            var answer = await next.CallAsync<UpdateWorkflowExecutionResponse>(update);

            Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Completed, answer.Stage);
            Assert.Single(await next.HistoryAsync($"w{i}"), e => e.EventType == EventType.WorkflowExecutionUpdateAccepted);
        }
    }

    [Fact]
    public async Task E3_killed_when_a_timer_was_due_it_fires_once_afterwards()
    {
        for (var i = 0; i < Times; i++)
        {
            var store = new FaultyStore(await SameStoreAsync());
            await using var dying = await Server.StartAsync(store, _time);
            await dying.StartWorkflowAsync($"w{i}");
            await dying.CompleteAsync(await dying.PollAsync(), Timer("t", TimeSpan.FromSeconds(5)));
            store.Fails = static (call, after) => call == "Commit" && !after;
            _time.Advance(TimeSpan.FromSeconds(6));

            await using var next = await NextAsync();
            await Eventually.HoldsAsync(async () => (await next.KindsAsync($"w{i}")).Contains("TimerFired", StringComparison.Ordinal));

            Assert.Single(await next.HistoryAsync($"w{i}"), e => e.EventType == EventType.TimerFired);
            await next.CompleteAsync(await next.PollAsync(), Complete());
        }
    }

    [Fact]
    public async Task E4_killed_before_a_written_task_was_given_out_the_next_server_gives_it_out()
    {
        for (var i = 0; i < Times; i++)
        {
            await using var dying = await DyingAsync("Commit", after: true);
            await dying.RefusedAsync<StartWorkflowExecutionResponse>(NewStart($"w{i}"));

            await using var next = await NextAsync();
            var task = await next.PollAsync();

            Assert.Equal($"w{i}", task.WorkflowExecution.WorkflowId);
            await next.CompleteAsync(task, Complete());
        }
    }

    [Fact]
    public async Task E5_killed_while_handing_a_task_over_it_comes_again_and_the_old_token_is_worth_nothing()
    {
        for (var i = 0; i < Times; i++)
        {
            await using var first = await NextAsync();
            await first.StartWorkflowAsync($"w{i}");
            var lost = await first.PollAsync();

            await using var next = await NextAsync();
            _time.Advance(TimeSpan.FromSeconds(11));
            var again = await next.PollAsync();
            var stale = await Assert.ThrowsAsync<RpcStatusException>(() => next.CompleteAsync(lost, Complete()));

            Assert.Equal(GrpcStatusCode.NotFound, stale.Code);
            await next.CompleteAsync(again, Complete());
        }
    }

    [Fact]
    public async Task E6_of_two_servers_the_old_one_writes_nothing_more()
    {
        for (var i = 0; i < Times; i++)
        {
            await using var old = await NextAsync();
            await old.StartWorkflowAsync($"w{i}");
            await using var next = await NextAsync();

            var refused = await old.RefusedAsync<SignalWorkflowExecutionResponse>(
                new SignalWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = $"w{i}" }, SignalName = "late" });

            Assert.Equal(GrpcStatusCode.Unavailable, refused.Code);
            Assert.DoesNotContain(await next.HistoryAsync($"w{i}"), e => e.EventType == EventType.WorkflowExecutionSignaled);
        }
    }

    private async Task<Server> NextAsync() => await Server.StartAsync(await SameStoreAsync(), _time);

    /// <summary>A server whose next call of that kind is its last: nothing gets through to the store any more.</summary>
    private async Task<Server> DyingAsync(string call, bool after)
    {
        var store = new FaultyStore(await SameStoreAsync());
        var server = await Server.StartAsync(store, _time);
        FailNext(store, call, after);
        return server;
    }

    private static void FailNext(FaultyStore store, string call, bool after)
    {
        var isDead = false;
        store.Fails = (name, isAfter) =>
        {
            if (isDead) return !isAfter;
            isDead = name == call && isAfter == after;
            return isDead;
        };
    }
}
