using System.Text.Json.Nodes;
using System.Threading.Channels;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Postgres;
using Hitl.Postgres.Access;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary>Events, whichever transport brought them: somebody opened their Home tab, or something about them changed. Acted on after Slack was answered.</summary>
internal sealed partial class SlackEvents(
    HomeTabs homes, SlackPeople people, ChatAbsences absences, SlackDeliveries deliveries, IOptions<SlackDoorOptions> options, ILogger<SlackEvents> log) : BackgroundService
{
    private const string Opened = "app_home_opened";
    private const string Changed = "user_change";

    private readonly Channel<(string Type, string User, string? Team)> _heard =
        Channel.CreateBounded<(string, string, string?)>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Takes one event callback.</summary>
    public async Task HandleAsync(JsonObject payload, CancellationToken cancel)
    {
        if (Text(payload, "api_app_id") != options.Value.AppId || Text(payload, "team_id") != options.Value.TeamId || payload["event"] is not JsonObject @event) return;
        // What changed is not read from here: a delivery may come late or twice, so it only makes us look.
        if (Text(@event, "type") == Changed && @event["user"] is JsonObject changed && Text(changed, "id") is { } id) _heard.Writer.TryWrite((Changed, id, Text(changed, "team_id")));
        if (Text(@event, "type") != Opened || Text(@event, "user") is not { } user) return;
        if (Text(payload, "event_id") is { Length: > 0 and <= 200 } delivery && !await deliveries.IsNewAsync("event:" + delivery, cancel)) return;
        _heard.Writer.TryWrite((Opened, user, Text(payload, "team_id")));
    }

    /// <summary>Builds the tab of somebody who decided there anew, as if it had been opened again: what was decided must not go on waiting in it.</summary>
    public void LookAgain(string user, string? team) => _heard.Writer.TryWrite((Opened, user, team));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (type, user, team) in _heard.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (type == Opened) await homes.PublishAsync(user, team, stoppingToken);
                else await LookAsync(user, team, stoppingToken);
            }
            catch (StoreUnavailableException error)
            {
                // Opening the tab again asks again, and the escalation worker looks everybody up every ten minutes.
                LogNotDone(error, type, user);
            }
        }
    }

    private async Task LookAsync(string user, string? team, CancellationToken cancel)
    {
        if (await people.FindAsync(user, team, cancel) is not { } person) return;
        if (await absences.LookAsync(person, "system:gateway", cancel) == DirectoryAnswer.Undetermined) LogUndetermined(person.Id.Value);
    }

    private static string? Text(JsonObject members, string name) => members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [LoggerMessage(145, LogLevel.Warning, "The store is away; {Type} of {User} was heard and nothing was done.")]
    private partial void LogNotDone(Exception error, string type, string user);

    [LoggerMessage(146, LogLevel.Information, "Something about {Person} changed in Slack, and Slack could not be asked what; the next round looks again.")]
    private partial void LogUndetermined(string person);
}
