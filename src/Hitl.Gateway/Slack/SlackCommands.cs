using System.Text.Json.Nodes;
using Hitl.Client.Requests;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Slack.Home;
using Hitl.Slack.Interactions;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary><c>/hitl</c>, whichever transport brought it: my queue, cover for me, who covers whom, find a request.</summary>
internal sealed class SlackCommands(
    SlackPeople people, RequestLists lists, CoverDesk cover, ConsoleLinks links, RefusalRecorder refusals, IOptions<SlackDoorOptions> options)
{
    private const int MostLines = 20;

    private const string Help =
        """
        /hitl: what waits for you
        /hitl cover for me until 2026-12-24: you are away; coverage is asked at once, also for what waits now
        /hitl cover ben until 2026-12-24T17:00: the same, and Ben is asked first where the catalog admits it
        /hitl back: you are there again
        /hitl who ben: who covers for Ben
        /hitl find cus_42: requests you were asked about
        """;

    /// <summary>Handles one command; the result is what only the person sees, null for nothing.</summary>
    public async Task<JsonObject?> HandleAsync(SlackCommand command, CancellationToken cancel)
    {
        if (command.TeamId != options.Value.TeamId || (command.ApiAppId is { } app && app != options.Value.AppId))
        {
            await refusals.RecordAsync("slack.foreign_app", "nobody", null, $"app {command.ApiAppId}, team {command.TeamId}", cancel);
            return null;
        }

        if (await people.FindAsync(command.UserId, command.TeamId, cancel) is { } person) return await AnswerAsync(person, command, cancel);
        await refusals.RecordAsync(DecisionRefusals.NotLinked, "slack:" + command.UserId, null, command.Command, cancel);
        return CommandAnswer.Of("identity.not_linked: your Slack user is not linked to a person of the catalog. Ask the catalog's owner to add your Slack id to your entry.");
    }

    private async Task<JsonObject> AnswerAsync(Person person, SlackCommand command, CancellationToken cancel)
    {
        var words = command.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] or ["queue"] => await PendingAsync(person, cancel),
            ["cover", .. var rest] => CommandAnswer.Of(await CoverAsync(person, rest, command, cancel)),
            ["back"] => CommandAnswer.Of(await cover.BackAsync(person, cancel)),
            ["who", "covers", .. var whom] => CommandAnswer.Of(await WhoAsync(string.Join(' ', whom), cancel)),
            ["who", .. var whom] => CommandAnswer.Of(await WhoAsync(string.Join(' ', whom), cancel)),
            ["find", .. var what] when what.Length > 0 => await FindAsync(person, string.Join(' ', what), cancel),
            _ => CommandAnswer.Of(Help),
        };
    }

    private async Task<string> CoverAsync(Person person, string[] words, SlackCommand command, CancellationToken cancel)
    {
        var at = Array.IndexOf(words, "until");
        if (at < 0 || at + 1 >= words.Length) return "Say until when: /hitl cover for me until 2026-12-24";
        var named = string.Join(' ', words[..at].Where(word => word is not ("for" or "me" or "by" or "with")));
        var by = named.Length == 0 ? null : await people.NamedAsync(named, cancel);
        if (named.Length > 0 && by is null) return $"I do not know '{named}'. Use the name or id the catalog has for them.";
        return await cover.AwayAsync(person, by, string.Join(' ', words[(at + 1)..]), command.TriggerId ?? Guid.NewGuid().ToString(), cancel);
    }

    private async Task<string> WhoAsync(string name, CancellationToken cancel) =>
        await people.NamedAsync(name, cancel) is { } person ? await cover.WhoAsync(person, cancel) : $"I do not know '{name}'. Use the name or id the catalog has for them.";

    private async Task<JsonObject> PendingAsync(Person person, CancellationToken cancel)
    {
        var page = await lists.ReadAsync(new() { States = [RequestState.Deciding], Asked = person.Id, Most = 100 }, person.Id, cancel);
        var mine = page.Items.Where(item => item.AsksYou).Take(MostLines).ToList();
        return mine.Count == 0 ? CommandAnswer.Of("Nothing waits for your decision.", [("Everything that is pending", links.To(null))]) : Lines("Waiting for your decision:", mine);
    }

    private async Task<JsonObject> FindAsync(Person person, string what, CancellationToken cancel)
    {
        var page = await lists.ReadAsync(new() { Asked = person.Id, Most = 500 }, person.Id, cancel);
        bool Fits(string? text) => text?.Contains(what, StringComparison.OrdinalIgnoreCase) == true;
        var found = page.Items.Where(item => Fits(item.Id) || Fits(item.Customer) || Fits(item.Title) || Fits(item.AmountText) || Fits(item.Action)).Take(MostLines).ToList();
        return found.Count == 0 ? CommandAnswer.Of("No request you were asked about fits.") : Lines("Found:", found);
    }

    private JsonObject Lines(string begin, IEnumerable<RequestSummary> items) => CommandAnswer.Of(
        begin, [.. items.Select(item => ($"{item.Title}{(item.AmountText is { } amount ? ", " + amount : "")}, customer {item.Customer} ({item.State}), {item.Id}", links.To(new(item.Id))))]);
}
