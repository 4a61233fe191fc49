using System.Globalization;
using Google.Protobuf;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>The server's process dies by SIGKILL at each named point E1–E6, on PostgreSQL; the next process takes over. <c>HITL_KILL_ROUNDS</c> sets how often each.</summary>
public sealed class NamedKillTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly string _failPoints = Directory.CreateTempSubdirectory("temporal-fail-").FullName;
    private readonly int _port = ServerProcess.FreePort();
    private string _database = "";
    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.CreateDatabaseAsync();
        _server = await ServerProcess.StartAsync(_database, _port, _failPoints);
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        Directory.Delete(_failPoints, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_named_point_of_the_process_loses_and_doubles_nothing()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("HITL_KILL_ROUNDS") ?? "1", CultureInfo.InvariantCulture);
        for (var round = 0; round < rounds; round++)
        {
            await BeforeTheCommitAsync($"E1-{round}");
            await AfterTheCommitAsync($"E2-{round}");
            await WhenATimerIsDueAsync($"E3-{round}");
            await WrittenNotGivenOutAsync($"E4-{round}");
            await WhileHandingOverAsync($"E5-{round}");
            await WhileTakingOverAsync($"E6-{round}");
        }

        string[] expected = ["E1", "E2", "E3", "E4", "E5", "E6"];
        Assert.Equal(expected, Directory.EnumerateFiles(_failPoints).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    private async Task BeforeTheCommitAsync(string id)
    {
        var start = NewStart(id);
        await DyingOfAsync("E1", () => CallAsync<StartWorkflowExecutionResponse>(start));

        var missing = await Assert.ThrowsAsync<RpcStatusException>(() => HistoryAsync(id));
        await CallAsync<StartWorkflowExecutionResponse>(start);

        Assert.Equal(GrpcStatusCode.NotFound, missing.Code);
        await FinishAsync(id);
    }

    private async Task AfterTheCommitAsync(string id)
    {
        var start = NewStart(id);
        await DyingOfAsync("E2", () => CallAsync<StartWorkflowExecutionResponse>(start));

        var written = await HistoryAsync(id);
        var again = await CallAsync<StartWorkflowExecutionResponse>(start);

        Assert.True(again.Started);
        Assert.Equal(written[0].WorkflowExecutionStartedEventAttributes.OriginalExecutionRunId, again.RunId);
        await FinishAsync(id);
    }

    private async Task WhenATimerIsDueAsync(string id)
    {
        await CallAsync<StartWorkflowExecutionResponse>(NewStart(id));
        Arm("E3");
        await CompleteAsync(await PollAsync(), Timer("t", TimeSpan.FromMilliseconds(200)));
        await RestartAsync("E3");

        await Eventually.HoldsAsync(async () => (await HistoryAsync(id)).Any(e => e.EventType == EventType.TimerFired));
        await FinishAsync(id);

        Assert.Single(await HistoryAsync(id), e => e.EventType == EventType.TimerFired);
    }

    private async Task WrittenNotGivenOutAsync(string id)
    {
        await DyingOfAsync("E4", () => CallAsync<StartWorkflowExecutionResponse>(NewStart(id)));

        await FinishAsync(id);
    }

    private async Task WhileHandingOverAsync(string id)
    {
        await CallAsync<StartWorkflowExecutionResponse>(NewStart(id));
        await DyingOfAsync("E5", PollAsync);

        await FinishAsync(id);
    }

    private async Task WhileTakingOverAsync(string id)
    {
        await CallAsync<StartWorkflowExecutionResponse>(NewStart(id));
        _server.Kill();
        _server.Dispose();
        Arm("E6");
        using (var dying = ServerProcess.Spawn(_database, _port, _failPoints)) await dying.DiesAsync();
        _server = await ServerProcess.StartAsync(_database, _port, _failPoints);

        await FinishAsync(id);
    }

    private void Arm(string point)
    {
        File.Delete(Path.Combine(_failPoints, $"{point}.hit"));
        File.WriteAllText(Path.Combine(_failPoints, point), "");
    }

    private async Task DyingOfAsync<T>(string point, Func<Task<T>> call)
    {
        Arm(point);
        await Assert.ThrowsAsync<RpcStatusException>(call);
        await RestartAsync(point);
    }

    private async Task RestartAsync(string point)
    {
        await _server.DiesAsync();
        _server.Dispose();
        Assert.True(File.Exists(Path.Combine(_failPoints, $"{point}.hit")), $"{point} was not what it died of.");
        _server = await ServerProcess.StartAsync(_database, _port, _failPoints);
    }

    private async Task FinishAsync(string id)
    {
        var task = await PollAsync();
        Assert.Equal(id, task.WorkflowExecution.WorkflowId);
        await CompleteAsync(task, Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await HistoryAsync(id))[^1].EventType);
    }

    private Task<PollWorkflowTaskQueueResponse> PollAsync() =>
        CallAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest { Namespace = Namespace, TaskQueue = new() { Name = Queue }, Identity = "worker" });

    private Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, params Temporalio.Api.Command.V1.Command[] commands) =>
        CallAsync<RespondWorkflowTaskCompletedResponse>(new RespondWorkflowTaskCompletedRequest { Namespace = Namespace, TaskToken = task.TaskToken, Commands = { commands } });

    private async Task<IReadOnlyList<Temporalio.Api.History.V1.HistoryEvent>> HistoryAsync(string id) =>
        (await CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest { Namespace = Namespace, Execution = new() { WorkflowId = id } })).History.Events;

    private Task<T> CallAsync<T>(IMessage request)
        where T : IMessage<T> =>
        _server.Channel.CallAsync<T>(request, new() { Timeout = TimeSpan.FromSeconds(30) }, TestContext.Current.CancellationToken);
}
