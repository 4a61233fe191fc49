using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hitl.Tests.Connectors;

/// <summary>A listener on loopback that reads one request per connection and answers with fixed bytes.</summary>
internal sealed class RawListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _answer;
    private readonly Task _accepting;
    private int _connections;

    public RawListener(string answer)
    {
        _answer = Encoding.Latin1.GetBytes(answer);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    /// <summary>Goes on sending zeros for ever after the answer.</summary>
    public bool Flood { get; init; }

    /// <summary>Keeps the connection open after the answer.</summary>
    public bool Holds { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            await stream.ReadAtLeastAsync(new byte[64 * 1024], 1, throwOnEndOfStream: false, _stop.Token);
            await stream.WriteAsync(_answer, _stop.Token);
            while (Flood) await stream.WriteAsync(new byte[64 * 1024], _stop.Token);
            if (Holds) await stream.ReadExactlyAsync(new byte[1], _stop.Token);
        }
        catch (IOException)
        {
            // The caller hung up.
        }
    }
}
