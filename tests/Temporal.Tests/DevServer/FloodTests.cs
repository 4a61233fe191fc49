using System.Net.Sockets;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Tasks;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>Too much of everything: histories, pending things, streams, polls.</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Server.StartAsync(new MemoryHistoryStore());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task EN04_a_history_beyond_the_limit_ends_its_run()
    {
        await _server.StartWorkflowAsync("long");
        var task = await _server.PollAsync();
        var marker = new Command { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = new() { MarkerName = "m" } };

        await _server.CompleteAsync(task, request => request.Commands.Add(Enumerable.Repeat(marker, Limits.HistoryEvents)));

        var described = await _server.DescribeAsync("long");
        Assert.Equal(WorkflowExecutionStatus.Terminated, described.WorkflowExecutionInfo.Status);
        Assert.True(described.WorkflowExecutionInfo.HistoryLength > Limits.HistoryEvents);
    }

    [Fact]
    public async Task EN04_a_history_that_grows_long_is_warned_of_once()
    {
        await _server.StartWorkflowAsync("growing");
        var marker = new Command { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = new() { MarkerName = "m" } };
        await _server.CompleteAsync(await _server.PollAsync(), request => request.Commands.Add(Enumerable.Repeat(marker, Limits.HistoryEventsWarned - 100)));
        var before = _server.Host.Engine.Limits.Warned;

        for (var task = 0; task < 3; task++)
        {
            await _server.SignalAsync("growing", "s");
            await _server.CompleteAsync(await _server.PollAsync(), request => request.Commands.Add(Enumerable.Repeat(marker, 60)));
        }

        Assert.Equal((0, 1), (before, _server.Host.Engine.Limits.Warned));
        Assert.Equal(WorkflowExecutionStatus.Running, (await _server.DescribeAsync("growing")).WorkflowExecutionInfo.Status);
    }

    [Fact]
    public async Task EN05_an_eleventh_update_in_flight_is_refused()
    {
        await _server.StartWorkflowAsync("busy");
        await _server.CompleteAsync(await _server.PollAsync());
        var waiting = Enumerable.Range(0, 10).Select(i => _server.CallAsync<UpdateWorkflowExecutionResponse>(Updates.Request("busy", $"u{i}"))).ToList();
        await Eventually.HoldsAsync(async () => await _server.Host.Engine.ReadAsync(new(Namespace, "busy"), "", (_, live) => ValueTask.FromResult(live.Updates.Count == 10)));

        var refused = await _server.RefusedAsync<UpdateWorkflowExecutionResponse>(Updates.Request("busy", "one-too-many"));

        var task = await _server.PollAsync();
        await _server.CompleteAsync(task, request =>
        {
            foreach (var message in task.Messages) Updates.AcceptAndComplete(request, message);
        });
        await Task.WhenAll(waiting);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
    }

    [Fact]
    public async Task EN05_pending_activities_beyond_the_limit_fail_the_task()
    {
        await _server.StartWorkflowAsync("wide");
        var task = await _server.PollAsync();

        var refused = await Assert.ThrowsAsync<RpcStatusException>(() =>
            _server.CompleteAsync(task, request => request.Commands.Add(Enumerable.Range(0, Limits.Pending + 1).Select(i => Activity($"{i}")))));

        Assert.Contains("has reached the per-workflow limit", refused.Message, StringComparison.Ordinal);
        var failed = (await _server.HistoryAsync("wide")).Single(e => e.EventType == EventType.WorkflowTaskFailed);
        Assert.Equal(WorkflowTaskFailedCause.PendingActivitiesLimitExceeded, failed.WorkflowTaskFailedEventAttributes.Cause);
    }

    [Fact]
    public async Task EN10_polls_beyond_the_limit_are_refused_and_the_others_held()
    {
        var polls = new List<Task>(Limits.HeldPolls);
        var matching = _server.Host.Engine.Matching;
        using var cancel = new CancellationTokenSource();
        var key = new TaskQueueKey(Namespace, "crowded", TaskQueueType.Workflow);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Limits.HeldPolls; i++) polls.Add(matching.PollAsync(key, new("w", ""), TimeSpan.FromMinutes(1), cancel.Token));
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Limits.HeldPolls;

        var refused = await _server.RefusedAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest { Namespace = Namespace, TaskQueue = new() { Name = "other" } });

        await cancel.CancelAsync();
        await Task.WhenAll(polls);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
        Assert.InRange(each, 0, 4096);
        Assert.Equal(0, matching.Held);
    }

    [Fact]
    public async Task EN09_streams_opened_and_reset_in_a_flood_cut_their_connection_and_nobody_elses()
    {
        await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest());
        using var attacker = new TcpClient();
        await attacker.ConnectAsync("127.0.0.1", _server.Host.Port, TestContext.Current.CancellationToken);
        var flood = Task.Run(() => FloodAsync(attacker.GetStream()), TestContext.Current.CancellationToken);

        var answers = 0;
        while (!flood.IsCompleted)
        {
            await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), TimeSpan.FromSeconds(5));
            answers++;
        }

        Assert.True(await flood, "The connection was not cut.");
        Assert.NotEqual(0, answers);
    }

    [Fact]
    public async Task EN09_whoever_was_cut_for_a_flood_waits_before_the_next_connection_is_served_and_others_do_not()
    {
        var cancel = TestContext.Current.CancellationToken;
        await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest());
        using var attacker = new TcpClient();
        await attacker.ConnectAsync("127.0.0.1", _server.Host.Port, cancel);
        Assert.True(await FloodAsync(attacker.GetStream()), "The connection was not cut.");

        using var again = new TcpClient();
        await again.ConnectAsync("127.0.0.1", _server.Host.Port, cancel);
        await again.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8.ToArray(), cancel);
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == 1));
        var other = await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest());
        await ConnectionFloodTests.PassWaitAsync(_server);
        var answered = await again.GetStream().ReadAsync(new byte[64], cancel);

        Assert.NotEmpty(other.ServerVersion);
        Assert.NotEqual(0, answered);
    }

    /// <summary>True when the server closed the connection before the flood was over.</summary>
    private static async Task<bool> FloodAsync(NetworkStream connection)
    {
        // Preface, empty settings, then pairs of HEADERS (an indexed :method POST, :scheme http, :path /) and RST_STREAM.
        await connection.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await connection.WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 });
        try
        {
            for (var stream = 1; stream < 200_000; stream += 2)
            {
                byte[] id = [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream];
                await connection.WriteAsync((byte[])[0, 0, 3, 1, 5, .. id, 0x83, 0x86, 0x84, 0, 0, 4, 3, 0, .. id, 0, 0, 0, 8]);
            }
            // What was written may still wait in buffers: the cut shows when nothing more is to be read.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var answer = new byte[65536];
            while (await connection.ReadAsync(answer, patience.Token) > 0)
            {
                // Settings, windows and resets; only the end counts.
            }
            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [Fact]
    public async Task EN09_slow_headers_do_not_hold_others_up()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync("127.0.0.1", _server.Host.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync("PRI * HTT"u8.ToArray(), TestContext.Current.CancellationToken);

        var answer = await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), TimeSpan.FromSeconds(5));

        Assert.NotEmpty(answer.ServerVersion);
    }
}
