using Hitl.Slack.SocketMode;

namespace Hitl.Gateway.Slack;

/// <summary>Holds the connection for the life of the gateway. When Slack refuses for good the gateway goes on: the console decides.</summary>
internal sealed class SocketModeService(SocketModeClient client) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => client.RunAsync(stoppingToken);
}
