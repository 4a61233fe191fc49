using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Slack.Interactions;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary><c>/hitl</c>, whichever transport brought it.</summary>
internal sealed class SlackCommands(SlackPeople people, RequestLists lists, ConsoleLinks links, RefusalRecorder refusals, IOptions<SlackDoorOptions> options)
{
    private const int MostLines = 20;

    /// <summary>Handles one command; the result is what only the person sees, null for nothing.</summary>
    public async Task<JsonObject?> HandleAsync(SlackCommand command, CancellationToken cancel)
    {
        if (command.TeamId != options.Value.TeamId || (command.ApiAppId is { } app && app != options.Value.AppId))
        {
            await refusals.RecordAsync("slack.foreign_app", "nobody", null, $"app {command.ApiAppId}, team {command.TeamId}", cancel);
            return null;
        }

        if (await people.FindAsync(command.UserId, command.TeamId, cancel) is { } person) return Private(await PendingAsync(person, cancel));
        await refusals.RecordAsync(DecisionRefusals.NotLinked, "slack:" + command.UserId, null, command.Command, cancel);
        return Private("identity.not_linked: your Slack user is not linked to a person of the catalog. Ask the catalog's owner to add your Slack id to your entry.");
    }

    private async Task<string> PendingAsync(Person person, CancellationToken cancel)
    {
        var page = await lists.ReadAsync(new() { States = [RequestState.Deciding], Asked = person.Id, Most = 100 }, person.Id, cancel);
        var mine = page.Items.Where(item => item.AsksYou).Take(MostLines).ToList();
        if (mine.Count == 0) return "Nothing waits for your decision. Everything that is pending: " + links.To(null);
        var text = new StringBuilder("Waiting for your decision:");
        foreach (var item in mine) text.Append('\n').Append(item.Title).Append(item.AmountText is { } amount ? ", " + amount : "").Append(": ").Append(links.To(new(item.Id)));
        return text.ToString();
    }

    private static JsonObject Private(string text) => new()
    {
        ["response_type"] = "ephemeral",
        ["text"] = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal),
    };
}
