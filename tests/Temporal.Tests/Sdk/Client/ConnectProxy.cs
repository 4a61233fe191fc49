using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Temporal.Tests.Sdk.Client;

/// <summary>A proxy that opens tunnels to whoever knows the password, if it has one.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _authorization;
    private readonly Task _accepting;

    public ConnectProxy(string? password = null)
    {
        _authorization = password is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(password));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Target => _listener.LocalEndpoint.ToString()!;

    /// <summary>Where tunnels were opened to.</summary>
    public List<string> Opened { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        while (!_stop.IsCancellationRequested) tunnels.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var caller = client;
        var stream = caller.GetStream();
        var asked = new StringBuilder();
        var next = new byte[1];
        while (!asked.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next, _stop.Token) > 0) asked.Append((char)next[0]);
        var lines = asked.ToString().Split("\r\n");
        var refused = _authorization is not null && !lines.Contains("Proxy-Authorization: " + _authorization);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(refused ? "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n" : "HTTP/1.1 200 Connection established\r\n\r\n"), _stop.Token);
        if (refused) return;
        var target = lines[0].Split(' ')[1];
        Opened.Add(target);
        using var server = new TcpClient();
        await server.ConnectAsync(IPEndPoint.Parse(target), _stop.Token);
        await Task.WhenAny(stream.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(stream, _stop.Token));
    }
}
