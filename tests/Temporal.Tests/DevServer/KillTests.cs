using Google.Protobuf;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>The server process is killed while clients write; what it confirmed is there, once.</summary>
public sealed class KillTests(PostgresCluster cluster) : IDisposable
{
    private const int Workflows = 8;
    private const int SignalsEach = 40;
    private const int Kills = 3;

    private ServerProcess _server = null!;
    private int _confirmed;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Nothing_confirmed_is_lost_or_doubled_by_kills_at_random_moments()
    {
        var database = await cluster.CreateDatabaseAsync();
        var port = ServerProcess.FreePort();
        _server = await ServerProcess.StartAsync(database, port);
        var slowest = TimeSpan.Zero;

        var writers = Enumerable.Range(0, Workflows).Select(WriteAsync).ToList();
        for (var kill = 1; kill <= Kills; kill++)
        {
            var until = kill * Workflows * SignalsEach / (Kills + 1);
            await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref _confirmed) >= until));
            _server.Kill();
            _server.Dispose();
            _server = await ServerProcess.StartAsync(database, port);
            if (_server.ReadyAfter > slowest) slowest = _server.ReadyAfter;
        }
        await Task.WhenAll(writers);

        for (var workflow = 0; workflow < Workflows; workflow++) await AssertCompleteAsync(workflow);
        TestContext.Current.SendDiagnosticMessage($"slowest restart {slowest}");
    }

    private async Task WriteAsync(int workflow)
    {
        var start = NewStart($"w{workflow}");
        await InsistAsync<StartWorkflowExecutionResponse>(start);
        for (var signal = 0; signal < SignalsEach; signal++)
        {
            await InsistAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest
            {
                Namespace = Namespace,
                WorkflowExecution = new() { WorkflowId = start.WorkflowId },
                SignalName = $"{signal}",
                RequestId = $"{workflow}-{signal}",
            });
            Interlocked.Increment(ref _confirmed);
        }
    }

    /// <summary>Repeats a request, unchanged, until it is confirmed: what any client does whose server went away.</summary>
    private async Task InsistAsync<T>(IMessage request)
        where T : IMessage<T>
    {
        var confirmed = false;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await _server.Channel.CallAsync<T>(request, new() { Timeout = TimeSpan.FromSeconds(5) }, TestContext.Current.CancellationToken);
                confirmed = true;
            }
            catch (RpcStatusException gone) when (gone.IsTransient || gone.Code == GrpcStatusCode.Cancelled)
            {
                confirmed = false;
            }
            catch (ObjectDisposedException)
            {
                confirmed = false;
            }
            return confirmed;
        });
    }

    private async Task AssertCompleteAsync(int workflow)
    {
        var history = await _server.Channel.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest
        {
            Namespace = Namespace,
            Execution = new() { WorkflowId = $"w{workflow}" },
            MaximumPageSize = 1000,
        }, cancel: TestContext.Current.CancellationToken);
        var signals = history.History.Events.Where(e => e.EventType == EventType.WorkflowExecutionSignaled)
            .Select(e => e.WorkflowExecutionSignaledEventAttributes.SignalName);
        Assert.Equal(Enumerable.Range(0, SignalsEach).Select(i => $"{i}"), signals);
    }
}
