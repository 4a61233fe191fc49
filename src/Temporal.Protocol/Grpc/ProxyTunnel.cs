using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Temporal.Protocol.Grpc;

/// <summary>Opens tunnels through a proxy. By hand: the HTTP handler does not ask proxies for tunnels to servers it talks to in the clear.</summary>
internal static class ProxyTunnel
{
    private const int MaxAnswer = 16 * 1024;

    /// <exception cref="IOException">The proxy refused, or speaks something else.</exception>
    /// <exception cref="SocketException">The proxy was not reached.</exception>
    internal static async ValueTask<Stream> OpenAsync(GrpcProxy proxy, DnsEndPoint server, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(proxy.Host, proxy.Port, cancel);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync(Request(proxy, server), cancel);
            var answer = await ReadAnswerAsync(stream, cancel);
            var status = answer.Split("\r\n")[0];
            return status.StartsWith("HTTP/1.", StringComparison.Ordinal) && status.Split(' ') is [_, "200", ..]
                ? stream
                : throw new IOException($"The proxy {proxy.Host}:{proxy.Port} opened no tunnel: {status}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static byte[] Request(GrpcProxy proxy, DnsEndPoint server)
    {
        var host = server.Host.Contains(':', StringComparison.Ordinal) && !server.Host.StartsWith('[') ? $"[{server.Host}]" : server.Host;
        var text = new StringBuilder($"CONNECT {host}:{server.Port} HTTP/1.1\r\nHost: {host}:{server.Port}\r\n");
        if (proxy.Authorization is { } authorization) text.Append($"Proxy-Authorization: {authorization}\r\n");
        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    // Byte by byte: what comes after the empty line is the server's already.
    private static async Task<string> ReadAnswerAsync(Stream stream, CancellationToken cancel)
    {
        var answer = new StringBuilder();
        var next = new byte[1];
        while (answer.Length < MaxAnswer)
        {
            if (await stream.ReadAsync(next, cancel) == 0) throw new IOException("The proxy closed the connection instead of opening a tunnel");
            answer.Append((char)next[0]);
            if (answer.Length >= 4 && answer.ToString(answer.Length - 4, 4) == "\r\n\r\n") return answer.ToString();
        }
        throw new IOException("The proxy's answer is too long");
    }
}
