using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Slack.Cards;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.Home;

/// <summary>The private answer to a slash command. Nothing in it reads markup; where to read more is a button, never a link in the text.</summary>
public static class CommandAnswer
{
    private const int MostLines = 40;
    private const int LongestText = 2_900;

    /// <summary>Builds the answer.</summary>
    /// <param name="text">Our words, maybe with names people chose; shown literally.</param>
    /// <param name="lines">What follows, each with where it leads.</param>
    public static JsonObject Of(string text, IReadOnlyList<(string Text, string Link)>? lines = null)
    {
        var blocks = new JsonArray([.. text.ReplaceLineEndings("\n").Split('\n').Select(line => (JsonNode)BlockKit.Section(Shown(line)))]);
        foreach (var (index, (words, link)) in (lines ?? []).Take(MostLines).Index()) blocks.Add(Line(words, link, index));
        return new() { ["response_type"] = "ephemeral", ["text"] = SlackText.Notice(text), ["blocks"] = blocks };
    }

    private static JsonObject Line(string text, string link, int index)
    {
        var section = BlockKit.Section(Shown(text));
        var button = BlockKit.Button("Open", string.Create(CultureInfo.InvariantCulture, $"hitl.link.{index}"), "open");
        button["url"] = link;
        section["accessory"] = button;
        return section;
    }

    private static string Shown(string text) => ShownText.Clip(ShownText.Line(text), LongestText) is { Length: > 0 } shown ? shown : " ";
}
