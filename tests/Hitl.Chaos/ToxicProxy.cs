using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hitl.Chaos;

/// <summary>Stands between two processes and passes bytes on, as well or as badly as it is told: the network's part of the trouble.</summary>
internal sealed class ToxicProxy : IAsyncDisposable
{
    private const int Slice = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly CancellationTokenSource _over = new();
    private volatile int _upstream;
    private readonly Task _accepting;
    private volatile Toxic _toxic;

    public ToxicProxy(int upstream)
    {
        _upstream = upstream;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the caller connects instead.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Says where the bytes go, once that is known.</summary>
    public void LeadTo(int port) => _upstream = port;

    /// <summary>From now on; a cut or a reset also ends what is open.</summary>
    public void Set(Toxic toxic)
    {
        _toxic = toxic;
        if (toxic is not (Toxic.Cut or Toxic.Reset)) return;
        foreach (var socket in _open.Keys) End(socket, isReset: toxic == Toxic.Reset);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        foreach (var socket in _open.Keys) End(socket, isReset: false);
        await _accepting;
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        while (!_over.IsCancellationRequested)
        {
            try
            {
                var caller = await _listener.AcceptSocketAsync(_over.Token);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(ServeAsync(caller));
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(running);
    }

    private async Task ServeAsync(Socket caller)
    {
        using var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        caller.NoDelay = true;
        _open[caller] = _open[upstream] = 0;
        try
        {
            if (_toxic is Toxic.Cut or Toxic.Reset) return;
            await upstream.ConnectAsync(IPAddress.Loopback, _upstream, _over.Token);
            await Task.WhenAny(CopyAsync(caller, upstream), CopyAsync(upstream, caller));
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody listens behind: the caller finds its connection closed, as it would without us.
            return;
        }
        finally
        {
            foreach (var socket in new[] { caller, upstream })
            {
                _open.TryRemove(socket, out _);
                End(socket, isReset: _toxic == Toxic.Reset);
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[Slice];
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer.AsMemory(0, _toxic == Toxic.Slow ? 1024 : Slice), _over.Token);
                if (read == 0) return;
                await ObstructAsync();
                await to.SendAsync(buffer.AsMemory(0, read), _over.Token);
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone: the other one is told by its end.
            return;
        }
    }

    /// <summary>Half open: what was taken waits until the toxic is gone, and neither side is told anything.</summary>
    private async Task ObstructAsync()
    {
        if (_toxic == Toxic.Latency) await Pause.ForAsync(TimeSpan.FromMilliseconds(150), _over.Token);
        if (_toxic == Toxic.Slow) await Pause.ForAsync(TimeSpan.FromMilliseconds(50), _over.Token);
        while (_toxic == Toxic.HalfOpen) await Pause.ForAsync(TimeSpan.FromMilliseconds(50), _over.Token);
    }

    private static void End(Socket socket, bool isReset)
    {
        try
        {
            // Lingering for no time sends a reset instead of a farewell.
            if (isReset) socket.LingerState = new(true, 0);
            socket.Close();
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return;
        }
    }
}
