using Hitl.Postgres.Access;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Keys;

/// <summary>Imports API keys made elsewhere, so that the first caller can be let in.</summary>
internal sealed class BootstrapKeys(ApiKeys keys, IOptions<BootstrapOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var key in options.Value.ApiKeys)
        {
            var kind = key.Person is null ? ApiPrincipalKind.Actor : ApiPrincipalKind.Person;
            await keys.ImportAsync(kind, key.Person ?? key.Actor!, key.Key, "system:bootstrap", cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
