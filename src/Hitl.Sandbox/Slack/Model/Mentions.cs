using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>Whom a message would alert: people, groups and everybody, from markdown and rich text, never from plain text.</summary>
internal static partial class Mentions
{
    public static IReadOnlyList<string> In(SlackMessage message) =>
        [.. Markup(message.Text).Concat(InNode(message.Blocks)).Distinct()];

    private static IEnumerable<string> InNode(JsonNode? node) => node switch
    {
        JsonArray items => items.SelectMany(InNode),
        JsonObject thing => thing.Text("type") switch
        {
            "mrkdwn" or "markdown" => Markup(thing.Text("text") ?? ""),
            "plain_text" or "text" => [],
            "user" => [thing.Text("user_id") ?? ""],
            "usergroup" => [thing.Text("usergroup_id") ?? ""],
            "broadcast" => ["!" + thing.Text("range")],
            _ => thing.SelectMany(member => InNode(member.Value)),
        },
        _ => [],
    };

    private static IEnumerable<string> Markup(string text) => Mention().Matches(text).Select(match => match.Groups[1].Value.TrimStart('@'));

    [GeneratedRegex("<(@[UW][A-Z0-9]+|!here|!channel|!everyone|!subteam\\^[A-Z0-9]+)(?:\\|[^>]*)?>")]
    private static partial Regex Mention();
}
