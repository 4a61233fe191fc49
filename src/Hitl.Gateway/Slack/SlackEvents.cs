using System.Text.Json.Nodes;
using System.Threading.Channels;
using Hitl.Postgres;
using Hitl.Postgres.Access;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary>Events, whichever transport brought them. The only one that does anything here is somebody opening their Home tab; it is published after Slack was answered.</summary>
internal sealed partial class SlackEvents(HomeTabs homes, SlackDeliveries deliveries, IOptions<SlackDoorOptions> options, ILogger<SlackEvents> log) : BackgroundService
{
    private readonly Channel<(string User, string? Team)> _opened =
        Channel.CreateBounded<(string, string?)>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Takes one event callback.</summary>
    public async Task HandleAsync(JsonObject payload, CancellationToken cancel)
    {
        if (Text(payload, "api_app_id") != options.Value.AppId || Text(payload, "team_id") != options.Value.TeamId) return;
        if (payload["event"] is not JsonObject @event || Text(@event, "type") != "app_home_opened" || Text(@event, "user") is not { } user) return;
        if (Text(payload, "event_id") is { Length: > 0 and <= 200 } id && !await deliveries.IsNewAsync("event:" + id, cancel)) return;
        _opened.Writer.TryWrite((user, Text(payload, "team_id")));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (user, team) in _opened.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await homes.PublishAsync(user, team, stoppingToken);
            }
            catch (StoreUnavailableException error)
            {
                // Opening the tab again asks again; nothing is lost but a look.
                LogNotPublished(error, user);
            }
        }
    }

    private static string? Text(JsonObject members, string name) => members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [LoggerMessage(145, LogLevel.Warning, "The store is away; the Home tab of {User} was not published.")]
    private partial void LogNotPublished(Exception error, string user);
}
