using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hitl.Sandbox.Hosting;

/// <summary>The address the sandbox really listens on, for links it hands out (response_url, Socket Mode, sign-in).</summary>
internal sealed class SandboxAddress(IServer server, SandboxOptions options)
{
    public string Base => (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? options.Url).TrimEnd('/');
}
