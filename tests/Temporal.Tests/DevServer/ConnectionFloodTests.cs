using System.Net.Sockets;
using Temporal.DevServer.Access;
using Temporal.DevServer.Stores;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Tests.DevServer;

/// <summary>EN09 below the streams: pings without end, and connections that wait because of a flood before them.</summary>
public sealed class ConnectionFloodTests : IAsyncLifetime
{
    private static readonly byte[] Opening = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
    private static readonly byte[] Ping = [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];

    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Server.StartAsync(new MemoryHistoryStore());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task EN09_pings_in_a_flood_cut_their_connection_and_let_the_next_one_wait()
    {
        await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest());
        await FloodAsync();

        using var next = await ConnectAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == 1));
        Assert.NotEmpty((await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest())).ServerVersion);
    }

    [Fact]
    public async Task EN09_some_pings_are_answered()
    {
        using var measuring = await ConnectAsync();
        await WriteAsync(measuring, Repeated(Ping, 1_000));

        var answers = new byte[1_000 * Ping.Length];
        await measuring.GetStream().ReadExactlyAsync(answers, _cancel);
    }

    [Fact]
    public async Task EN09_a_connection_that_ends_while_it_waits_waits_no_more()
    {
        await FloodAsync();
        var gone = await ConnectAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == 1));

        gone.Dispose();

        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == 0));
    }

    [Fact]
    public async Task EN09_a_connection_that_sends_too_much_while_it_waits_is_not_served_after_the_wait()
    {
        await FloodAsync();
        using var eager = await ConnectAsync();
        await WriteAsync(eager, Repeated(Ping, 65_536 / Ping.Length));
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Eager == 1));

        await PassWaitAsync(_server);

        await EndAsync(eager);
        Assert.Equal((0, 0), (_server.Host.Floods.Waiting, _server.Host.Floods.Eager));
    }

    [Fact]
    public async Task EN09_beyond_the_places_for_waiting_whoever_sent_too_much_goes_first_and_else_the_last_to_come()
    {
        await FloodAsync();
        using var eager = await ConnectAsync();
        await WriteAsync(eager, Repeated(Ping, 65_536 / Ping.Length));
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Eager == 1));
        var patient = new List<TcpClient>();
        for (var i = 1; i < FloodGate.MostWaiting; i++) patient.Add(await ConnectAsync());
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == FloodGate.MostWaiting));

        patient.Add(await ConnectAsync());
        await EndAsync(eager);
        await RefusedAsync();

        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == FloodGate.MostWaiting));
        foreach (var one in patient) one.Dispose();
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == 0));
    }

    [Fact]
    public async Task EN09_what_was_sent_while_a_connection_waited_is_served_after_the_wait()
    {
        await FloodAsync();
        using var patient = await ConnectAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Host.Floods.Waiting == 1));
        await WriteAsync(patient, Ping);

        await PassWaitAsync(_server);
        await WriteAsync(patient, Ping);
        var (read, acknowledged) = (new List<byte>(), 0);
        var buffer = new byte[4096];
        while (acknowledged < 2)
        {
            var count = await patient.GetStream().ReadAsync(buffer, _cancel);
            Assert.NotEqual(0, count);
            read.AddRange(buffer[..count]);
            acknowledged = Enumerable.Range(0, read.Count - 16).Count(at => read[at..(at + 9)] is [0, 0, 8, 6, 1, ..]);
        }

        Assert.Equal(0, _server.Host.Floods.Waiting);
    }

    /// <summary>Lets time pass until nobody waits any more: a connection counts as waiting before its timer is set, so one step could come too early.</summary>
    internal static Task PassWaitAsync(Server server) => Eventually.HoldsAsync(() =>
    {
        server.Time.Advance(FloodGate.Penalty / 10);
        return Task.FromResult(server.Host.Floods.Waiting == 0);
    });

    private async Task FloodAsync()
    {
        using var attacker = await ConnectAsync();
        await WriteAsync(attacker, Repeated(Ping, FrameWatch.MostIdle));
        await EndAsync(attacker);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", _server.Host.Port, _cancel);
        await connection.GetStream().WriteAsync(Opening, _cancel);
        return connection;
    }

    /// <summary>A connection that is closed as soon as it is there: while it connects, writes or reads.</summary>
    private async Task RefusedAsync()
    {
        try
        {
            using var last = await ConnectAsync();
            await EndAsync(last);
        }
        catch (Exception reset) when (reset is SocketException or IOException)
        {
            // Closed before it had connected or written.
        }
    }

    private async Task WriteAsync(TcpClient connection, byte[] bytes)
    {
        try
        {
            await connection.GetStream().WriteAsync(bytes, _cancel);
        }
        catch (IOException)
        {
            // Cut while it wrote; whoever reads next sees it.
        }
    }

    private async Task EndAsync(TcpClient connection)
    {
        try
        {
            await connection.GetStream().CopyToAsync(Stream.Null, _cancel);
        }
        catch (IOException)
        {
            // Reset is an end as well.
        }
    }

    private static byte[] Repeated(byte[] frame, int times) => [.. Enumerable.Repeat(frame, times).SelectMany(bytes => bytes)];
}
