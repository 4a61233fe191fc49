using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>Stands between client and server and can lose one answer: the request reaches the server, is carried out and committed, and the client never hears.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private const byte ReadyForQuery = (byte)'Z';

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private int _answersUntilCut;

    public CutProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        (_host, _port) = (settings.Host!, settings.Port);
        _listener.Start();
        settings.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        // Only the plain protocol can be read here.
        settings.SslMode = SslMode.Disable;
        settings.GssEncryptionMode = GssEncryptionMode.Disable;
        ConnectionString = settings.ConnectionString;
        _accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    /// <summary>Whether the answer was lost since the last arming.</summary>
    public bool HasCut { get; private set; }

    /// <summary>Loses the n-th answer from now on, 1 for the next.</summary>
    public void CutAnswer(int n)
    {
        HasCut = false;
        Volatile.Write(ref _answersUntilCut, n);
    }

    public void LetThrough() => Volatile.Write(ref _answersUntilCut, 0);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true) links.Add(LinkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(links);
        }
    }

    private async Task LinkAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            // Either side hanging up, or the cut, ends the link for both.
            await CarryAsync(client, server).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CarryAsync(TcpClient client, TcpClient server)
    {
        await server.ConnectAsync(_host, _port, _stop.Token);
        (client.NoDelay, server.NoDelay) = (true, true);
        var asking = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
        await Task.WhenAny(asking, AnswerAsync(server.GetStream(), client.GetStream()));
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var answer = new MemoryStream();
        var head = new byte[5];
        while (true)
        {
            await server.ReadExactlyAsync(head, _stop.Token);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4];
            await server.ReadExactlyAsync(body, _stop.Token);
            answer.Write(head);
            answer.Write(body);
            var isComplete = head[0] == ReadyForQuery;
            if (isComplete && Volatile.Read(ref _answersUntilCut) > 0 && Interlocked.Decrement(ref _answersUntilCut) == 0)
            {
                HasCut = true;
                return;
            }

            // While connecting the server asks back before it is ready.
            if (!isComplete && head[0] is not ((byte)'R' or (byte)'E')) continue;
            await client.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length), _stop.Token);
            answer.SetLength(0);
        }
    }
}
