using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Hitl.Connectors.Http;

/// <summary>Connections to targets: to the very address that was checked, without redirects, proxies, cookies or reuse.</summary>
internal static class TargetConnection
{
    /// <summary>Makes the handler for one target.</summary>
    /// <param name="options">The target.</param>
    /// <param name="resolve">Name to addresses; the system's resolver, or a test's.</param>
    public static SocketsHttpHandler Handler(TargetOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        // A kept connection may break between two calls, and the handler would then send again by itself. One call, one connection.
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, options, resolve, cancel),
    };

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint endPoint, TargetOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.ConnectTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var addresses = IPAddress.TryParse(endPoint.Host, out var literal) ? [literal] : await resolve(endPoint.Host, patience.Token);
            // All must be fine: a name that leads both outside and inside is an attack, not a choice.
            if (!options.AllowPrivate && Array.Exists(addresses, DeniedAddresses.Contains)) throw new AddressDeniedException();
            await socket.ConnectAsync(addresses, endPoint.Port, patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
