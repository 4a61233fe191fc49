using Hitl.Tests.Postgres;
using Temporal.DevServer.Hosting;
using Temporalio.Client;

namespace Hitl.Tests.Gateway;

/// <summary>A gateway whose pump has somewhere to go: the embedded Temporal server.</summary>
public sealed class PumpWorld(PostgresCluster cluster) : IAsyncLifetime
{
    private DevServerHost _server = null!;

    internal GatewayWorld World { get; private set; } = null!;

    internal TemporalClient Temporal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await DevServerHost.StartAsync(new() { Port = 0 }, TestContext.Current.CancellationToken);
        Temporal = await TemporalClient.ConnectAsync(new(_server.TargetHost));
        World = new(cluster) { TemporalAddress = _server.TargetHost };
        await World.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await _server.DisposeAsync();
    }
}
