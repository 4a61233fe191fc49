using Hitl.Client.Slack;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;
using Hitl.Slack.SocketMode;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary>Looks at the way to Slack: the token, its scopes, our transport, and whether every approver can be reached.</summary>
internal static class CheckSlackEndpoint
{
    private static readonly string[] Needed = ["chat:write", "commands", "im:write", "im:history", "users:read"];

    public static void MapCheckSlack(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/slack/check", CheckAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<SlackCheckView>()
            .WithSummary("Check the token, its scopes, the transport, and whether every approver can be reached.");

    private static async Task<IResult> CheckAsync(
        SlackWebApi slack, SocketModeHealth health, ICatalogStore catalogs, IOptions<SlackDoorOptions> options, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        var findings = new List<SlackFinding>();
        var auth = await slack.AuthTestAsync(cancel);
        findings.Add(Token(auth, options.Value));
        if (auth.IsOk) findings.Add(Scopes(auth.Scopes));
        findings.Add(Transport(options.Value, health));
        if (auth.IsOk) foreach (var person in Approvers(catalog)) findings.Add(await ReachAsync(slack, person, options.Value.TeamId, cancel));
        return TypedResults.Ok(new SlackCheckView(options.Value.IsSocketMode ? $"Socket Mode, {health.State}" : "signed HTTP", auth.IsOk ? auth.Member("team") : null, findings));
    }

    private static SlackFinding Token(SlackReply auth, SlackDoorOptions options)
    {
        if (!auth.IsOk) return new("token", auth.Kind == SlackReplyKind.Refused || auth.RetryAfter is not null ? "bad" : "unknown", $"Slack does not take the bot's token: {auth.Error}.");
        return auth.Member("team_id") == options.TeamId
            ? new("token", "good", $"The bot is {auth.Member("user")} in {auth.Member("team")}.")
            : new("token", "bad", $"The token belongs to workspace {auth.Member("team_id")}, the options name {options.TeamId}.");
    }

    private static SlackFinding Scopes(IReadOnlyList<string> granted)
    {
        if (granted.Count == 0) return new("scopes", "unknown", "Slack did not say which scopes the token has.");
        var missing = Needed.Except(granted).ToList();
        return missing.Count == 0
            ? new("scopes", "good", "The token has every scope it needs.")
            : new("scopes", "bad", $"Missing: {string.Join(", ", missing)}. Add them in the app's settings and install it again.");
    }

    private static SlackFinding Transport(SlackDoorOptions options, SocketModeHealth health) => (options.IsSocketMode, health.State, health.Alarm) switch
    {
        (false, _, _) => new("transport", "unknown", "Signed HTTP: whether Slack reaches our address shows when somebody presses a button; try /hitl in Slack."),
        (_, SocketModeState.Connected, null) => new("transport", "good", "Socket Mode is connected, and nobody else takes our payloads."),
        (_, _, { } alarm) => new("transport", "bad", $"Socket Mode: {alarm}."),
        _ => new("transport", "bad", "Socket Mode is not connected."),
    };

    private static IEnumerable<Person> Approvers(Catalog catalog) => catalog.Roles.Values
        .SelectMany(role => role.Members.Concat(role.Fallback).Concat(role.Coverage.Values.SelectMany(covers => covers))).Distinct()
        .Select(id => catalog.People.GetValueOrDefault(id)).OfType<Person>().OrderBy(person => person.Id.Value, StringComparer.Ordinal);

    private static async Task<SlackFinding> ReachAsync(SlackWebApi slack, Person person, string team, CancellationToken cancel)
    {
        if (person.SlackUser is not { } user) return new(person.Id.Value, "good", "Decides in the console only.");
        var reply = await slack.UserAsync(user, cancel);
        if (reply.Kind is SlackReplyKind.Later or SlackReplyKind.Unknown) return new(person.Id.Value, "unknown", $"Slack could not be asked about {user}: {reply.Error}.");
        if (!reply.IsOk) return new(person.Id.Value, "bad", $"Slack knows no user {user} ({reply.Error}): correct the catalog.");
        var known = reply.Body?["user"];
        if (IsTrue(known?["deleted"])) return new(person.Id.Value, "bad", $"{user} is deactivated in Slack: name somebody else, or coverage.");
        if (IsTrue(known?["is_bot"])) return new(person.Id.Value, "bad", $"{user} is a bot.");
        if (known?["team_id"]?.ToString() is { } home && home != team) return new(person.Id.Value, "bad", $"{user} belongs to workspace {home}, not to ours.");
        if (IsTrue(known?["is_restricted"]) || IsTrue(known?["is_ultra_restricted"])) return new(person.Id.Value, "bad", $"{user} is a guest of the workspace, not a member.");
        // The way a card takes: knowing somebody is not yet being able to write to them.
        var opened = await slack.OpenConversationAsync(user, cancel);
        if (opened.Kind is SlackReplyKind.Later or SlackReplyKind.Unknown) return new(person.Id.Value, "unknown", $"{user} is a member; whether a message can be sent is not known: {opened.Error}.");
        return opened.IsOk ? new(person.Id.Value, "good", $"Reached as {user}.") : new(person.Id.Value, "bad", $"No direct message can be opened with {user}: {opened.Error}.");
    }

    private static bool IsTrue(System.Text.Json.Nodes.JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.True;
}
