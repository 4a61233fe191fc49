using Hitl.Client;
using Hitl.Gateway.Callers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hitl.Gateway.Console.Session;

/// <summary>Pages call the API like everybody else: over HTTP, as the person who is signed in, with the same authorization.</summary>
internal sealed class ConsoleApi(ConsoleTokens tokens, IServer server, TimeProvider clock) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };

    public HitlClient For(SignedInPerson person)
    {
        var http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Own(), Timeout = TimeSpan.FromSeconds(30) };
        return new(http, tokens.Mint(person.Person, person.SignedInAt), clock);
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
