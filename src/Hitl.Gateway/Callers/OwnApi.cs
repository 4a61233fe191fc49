using Hitl.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hitl.Gateway.Callers;

/// <summary>Doors that are no API of their own call ours over loopback, as whoever called them.</summary>
internal sealed class OwnApi(IServer server, TimeProvider clock) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };

    /// <summary>The API for one caller.</summary>
    /// <param name="authorization">The whole header, as in <c>Bearer …</c>.</param>
    public HitlClient For(string authorization)
    {
        var http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Own(), Timeout = TimeSpan.FromSeconds(90) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        return new(http, null, clock);
    }

    public void Dispose() => _handler.Dispose();

    private Uri Own()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ?? addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The gateway is not listening yet.");
        // An address that means "everywhere" is reached on this machine by loopback.
        return new(address.Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal));
    }
}
