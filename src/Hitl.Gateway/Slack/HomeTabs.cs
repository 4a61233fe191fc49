using System.Text.Json.Nodes;
using Hitl.Client.Requests;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Requests;
using Hitl.Slack.Home;
using Hitl.Slack.WebApi;

namespace Hitl.Gateway.Slack;

/// <summary>The Home tab: my queue, my coverage, my latest decisions. What stands here is read from the store; a copied card is not.</summary>
internal sealed partial class HomeTabs(
    SlackPeople people, RequestLists lists, RequestQueries queries, CoverDesk cover, ConsoleLinks links, SlackWebApi slack, ILogger<HomeTabs> log)
{
    private const int MostWaiting = 20;
    private const int MostDecided = 5;
    private const int MostAttempts = 3;

    /// <summary>Publishes the tab of a Slack user.</summary>
    public async Task PublishAsync(string user, string? team, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var view = await people.FindAsync(user, team, cancel) is { } person ? await BuildAsync(person, cancel) : HomeView.Stranger(SlackCallers.NotLinkedText);
            var reply = await slack.PublishHomeAsync(user, view, cancel);
            if (reply.IsOk) return;
            LogUnpublished(user, reply.Error ?? "unknown");
            // Somebody else published meanwhile, or nobody knows whether we did: what is true now is built again and said again.
            if (attempt >= MostAttempts || reply.Error != "hash_conflict" && reply.Kind != SlackReplyKind.Unknown) return;
        }
    }

    private async Task<JsonObject> BuildAsync(Person person, CancellationToken cancel)
    {
        var page = await lists.ReadAsync(new() { States = [RequestState.Deciding], Asked = person.Id, Most = 200 }, person.Id, cancel);
        var mine = page.Items.Where(item => item.AsksYou).ToList();
        var groups = mine.Where(item => item.Risk is "low" or "medium").GroupBy(item => item.Action).Where(group => group.Count() > 1)
            .Select(group => new HomeGroup(group.Key, $"Decide {Math.Min(10, group.Count())} × {group.First().Title} together"));
        var decided = await queries.DecisionsOfAsync(person.Id, MostDecided, cancel);
        return HomeView.Build(new()
        {
            Name = person.Name,
            Waiting = [.. mine.Take(MostWaiting).Select(Item)],
            More = Math.Max(0, mine.Count - MostWaiting),
            Groups = [.. groups],
            Coverage = await cover.WhoAsync(person, cancel),
            Decided = [.. decided.Select(one => $"{one.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {(one.Verdict == Escalations.Decisions.Verdict.Approve ? "approved" : "denied")} {one.Stage.Request}")],
        });
    }

    private HomeItem Item(RequestSummary item) => new(
        $"{item.Title}{(item.AmountText is { } amount ? $", {amount}" : "")}, customer {item.Customer}, risk {item.Risk}{(item.Deadline is { } until ? $", until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}",
        links.To(new(item.Id)));

    [LoggerMessage(144, LogLevel.Warning, "The Home tab of {User} was not published: {Error}")]
    private partial void LogUnpublished(string user, string error);
}
