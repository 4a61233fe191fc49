using System.Text.Json.Nodes;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.Cards;

/// <summary>The few kinds of Block Kit we use. None of them reads markup: plain_text with emoji off, and rich_text made of text elements.</summary>
internal static class BlockKit
{
    public static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = SlackText.Plain(text) };

    public static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = SlackText.Plain(text) };

    public static JsonObject Context(string text) => new() { ["type"] = "context", ["elements"] = new JsonArray(SlackText.Plain(text)) };

    /// <summary>Labels of ours in bold, each above a box with its value.</summary>
    public static JsonObject Boxes(IEnumerable<CardFact> facts)
    {
        var elements = new JsonArray();
        foreach (var fact in facts)
        {
            elements.Add(new JsonObject
            {
                ["type"] = "rich_text_section",
                ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = fact.Label, ["style"] = new JsonObject { ["bold"] = true } }),
            });
            elements.Add(new JsonObject
            {
                ["type"] = "rich_text_preformatted",
                ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = fact.Value }),
            });
        }

        return new() { ["type"] = "rich_text", ["elements"] = elements };
    }

    public static JsonObject Button(string text, string actionId, string value, string? style = null)
    {
        var button = new JsonObject { ["type"] = "button", ["text"] = SlackText.Plain(text), ["action_id"] = actionId, ["value"] = value };
        if (style is not null) button["style"] = style;
        return button;
    }
}
