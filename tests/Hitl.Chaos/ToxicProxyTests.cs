using System.Net;
using System.Net.Sockets;

namespace Hitl.Chaos;

public sealed class ToxicProxyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Toxic.None)]
    [InlineData(Toxic.Latency)]
    [InlineData(Toxic.Slow)]
    public async Task What_is_sent_arrives_however_slowly(Toxic toxic)
    {
        using var server = Listen();
        await using var proxy = new ToxicProxy(PortOf(server));
        proxy.Set(toxic);

        using var caller = await ConnectAsync(proxy);
        using var callee = await server.AcceptSocketAsync(Cancel);
        await caller.SendAsync(new byte[3000], Cancel);

        Assert.Equal(3000, await ReadAsync(callee, 3000));
    }

    [Fact]
    public async Task Half_open_holds_everything_back_until_it_is_over()
    {
        using var server = Listen();
        await using var proxy = new ToxicProxy(PortOf(server));
        using var caller = await ConnectAsync(proxy);
        using var callee = await server.AcceptSocketAsync(Cancel);

        proxy.Set(Toxic.HalfOpen);
        await caller.SendAsync(new byte[10], Cancel);
        var arrives = ReadAsync(callee, 10);
        var isEarly = await Task.WhenAny(arrives, Pause.ForAsync(TimeSpan.FromMilliseconds(300), Cancel)) == arrives;
        proxy.Set(Toxic.None);

        Assert.False(isEarly);
        Assert.Equal(10, await arrives);
    }

    [Theory]
    [InlineData(Toxic.Cut)]
    [InlineData(Toxic.Reset)]
    public async Task A_cut_ends_what_is_open_and_lets_nothing_through_until_it_is_over(Toxic toxic)
    {
        using var server = Listen();
        await using var proxy = new ToxicProxy(PortOf(server));
        using var caller = await ConnectAsync(proxy);
        using var callee = await server.AcceptSocketAsync(Cancel);

        proxy.Set(toxic);
        var ended = await EndsAsync(caller);
        var stays = !await IsRefusedAsync(proxy);
        proxy.Set(Toxic.None);
        using var again = await ConnectAsync(proxy);
        using var accepted = await server.AcceptSocketAsync(Cancel);

        Assert.Equal((true, false), (ended, stays));
        Assert.True(accepted.Connected);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<Socket> ConnectAsync(ToxicProxy proxy)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, proxy.Port, Cancel);
        return socket;
    }

    private static async Task<bool> IsRefusedAsync(ToxicProxy proxy)
    {
        try
        {
            using var refused = await ConnectAsync(proxy);
            return await EndsAsync(refused);
        }
        catch (SocketException)
        {
            // The reset can come before the connection is told to be there.
            return true;
        }
    }

    private static async Task<int> ReadAsync(Socket socket, int bytes)
    {
        var (buffer, read) = (new byte[bytes], 0);
        while (read < bytes && await socket.ReceiveAsync(buffer.AsMemory(read), Cancel) is var more and > 0) read += more;
        return read;
    }

    private static async Task<bool> EndsAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1], Cancel) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
