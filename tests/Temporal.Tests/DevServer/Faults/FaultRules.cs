using Google.Protobuf;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>Every kind of store call fails one time in twenty, half of them after they were done: still nothing is lost or done twice.</summary>
public abstract class FaultRules
{
    private const int Workflows = 40;
    private const int SignalsEach = 3;

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    [Fact]
    public async Task Workflows_end_right_though_every_call_kind_fails_five_times_in_a_hundred()
    {
        var store = new FaultyStore(await NewStoreAsync());
        await using var server = await Server.StartAsync(store);
        var random = new Random(7);
        var injected = 0;
        store.Fails = (_, _) =>
        {
            lock (random)
            {
                if (random.Next(1000) >= 25) return false;
                injected++;
                return true;
            }
        };

        var clients = Enumerable.Range(0, Workflows).Select(i => ClientAsync(server, $"w{i}")).ToList();
        using var stop = new CancellationTokenSource();
        using var stopClock = new CancellationTokenSource();
        var clock = DriveAsync(server, stopClock.Token);
        var workers = Enumerable.Range(0, 3).SelectMany(_ => new[] { WorkAsync(server, stop.Token), ActAsync(server, stop.Token) }).ToList();
        await Task.WhenAll(clients);
        for (var i = 0; i < Workflows; i++) await ClosedAsync(server, $"w{i}");
        store.Fails = static (_, _) => false;
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        await stopClock.CancelAsync();
        await clock;

        Assert.True(injected > 10, $"Only {injected} faults.");
        for (var i = 0; i < Workflows; i++) await AssertRightAsync(server, $"w{i}");
    }

    /// <summary>Virtual time goes five times as fast as the clock: timers come soon, and a slow machine does not outrun its workers.</summary>
    private static async Task DriveAsync(Server server, CancellationToken stop)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!stop.IsCancellationRequested)
        {
            await tick.WaitForNextTickAsync(CancellationToken.None);
            server.Time.Advance(TimeSpan.FromMilliseconds(25));
        }
    }

    private static async Task ClientAsync(Server server, string id)
    {
        var start = NewStart(id);
        await InsistAsync<StartWorkflowExecutionResponse>(server, start);
        for (var signal = 0; signal < SignalsEach; signal++)
        {
            await InsistAsync<SignalWorkflowExecutionResponse>(server, new SignalWorkflowExecutionRequest
            {
                Namespace = Namespace, WorkflowExecution = new() { WorkflowId = id }, SignalName = $"{signal}", RequestId = $"{id}-{signal}",
            });
        }
    }

    /// <summary>A worker that decides by the history alone, as a replaying one does.</summary>
    private static async Task WorkAsync(Server server, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var task = await TryAsync(() => server.PollAsync(timeout: TimeSpan.FromSeconds(4)));
            if (task is null || task.TaskToken.IsEmpty) continue;
            var seen = task.History.Events;
            Command[] commands = !seen.Any(e => e.EventType == EventType.ActivityTaskScheduled) ? [Activity("a"), Timer("t", TimeSpan.FromSeconds(5))]
                : seen.Count(e => e.EventType == EventType.WorkflowExecutionSignaled) == SignalsEach
                    && seen.Any(e => e.EventType == EventType.ActivityTaskCompleted) && seen.Any(e => e.EventType == EventType.TimerFired) ? [Complete()] : [];
            await TryAsync(() => server.CompleteAsync(task, commands));
        }
    }

    private static async Task ActAsync(Server server, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var task = await TryAsync(() => server.PollActivityAsync(TimeSpan.FromSeconds(4)));
            if (task is null || task.TaskToken.IsEmpty) continue;
            await TryAsync(() => server.CallAsync<RespondActivityTaskCompletedResponse>(
                new RespondActivityTaskCompletedRequest { Namespace = Namespace, TaskToken = task.TaskToken }));
        }
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (RpcStatusException)
        {
            return null;
        }
    }

    private static async Task InsistAsync<T>(Server server, IMessage request)
        where T : class, IMessage<T> =>
        await Eventually.HoldsAsync(async () => await TryAsync(() => server.CallAsync<T>(request)) is not null);

    private static Task ClosedAsync(Server server, string id) => Eventually.HoldsAsync(async () =>
        await TryAsync(() => server.DescribeAsync(id)) is { WorkflowExecutionInfo.Status: WorkflowExecutionStatus.Completed });

    private static async Task AssertRightAsync(Server server, string id)
    {
        var history = await server.HistoryAsync(id);
        var signals = history.Where(e => e.EventType == EventType.WorkflowExecutionSignaled).Select(e => e.WorkflowExecutionSignaledEventAttributes.SignalName);
        Assert.Equal(Enumerable.Range(0, SignalsEach).Select(i => $"{i}"), signals);
        Assert.Single(history, e => e.EventType == EventType.ActivityTaskCompleted);
        Assert.Single(history, e => e.EventType == EventType.TimerFired);
        Assert.Single(history, e => e.EventType == EventType.WorkflowExecutionCompleted);
    }
}
