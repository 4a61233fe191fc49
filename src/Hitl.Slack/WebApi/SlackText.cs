using System.Text.Json.Nodes;
using Hitl.Slack.Cards;

namespace Hitl.Slack.WebApi;

/// <summary>Text for places where Slack would otherwise read markup.</summary>
internal static class SlackText
{
    private const int LongestSection = 3000;

    /// <summary>Escapes what Slack reads as control sequences in a message's top-level text.</summary>
    public static string Literal(string text) => ShownText.Line(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A message's top-level text where blocks show the words themselves: whatever could begin a link, a mention or markup is left out.</summary>
    public static string Notice(string text) => ShownText.Clip(new string([.. ShownText.Line(text).Select(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or ',' or ';' or '-' or '(' or ')' or '\'' ? c : ' ')]), 300);

    /// <summary>One block that shows the text literally.</summary>
    public static JsonArray PlainBlocks(string text) => new(new JsonObject { ["type"] = "section", ["text"] = Plain(ShownText.Clip(ShownText.Line(text), LongestSection)) });

    public static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };
}
