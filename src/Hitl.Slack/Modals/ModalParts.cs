using System.Text.Json.Nodes;
using Hitl.Slack.Cards;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.Modals;

/// <summary>The pieces our dialogs are made of. None of them reads markup.</summary>
internal static class ModalParts
{
    private const int LongestTitle = 24;
    private const int LongestOption = 75;
    private const int LongestLabel = 300;

    public static JsonObject View(string callbackId, string metadata, string title, string? submit, JsonArray blocks)
    {
        var view = new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = callbackId,
            ["private_metadata"] = metadata,
            ["title"] = SlackText.Plain(title.Length <= LongestTitle ? title : title[..LongestTitle]),
            ["close"] = SlackText.Plain("Back"),
            ["blocks"] = blocks,
        };
        if (submit is not null) view["submit"] = SlackText.Plain(submit);
        return view;
    }

    public static JsonObject TextInput(string blockId, string actionId, string label, string hint, int longest, bool isMultiline = false, string? initial = null, bool isOptional = false)
    {
        var element = new JsonObject
        {
            ["type"] = "plain_text_input", ["action_id"] = actionId, ["multiline"] = isMultiline, ["max_length"] = longest,
        };
        if (!isOptional) element["min_length"] = 1;
        if (!string.IsNullOrEmpty(initial)) element["initial_value"] = initial;
        return Input(blockId, label, hint, element, isOptional);
    }

    public static JsonObject Choice(string type, string blockId, string actionId, string label, IEnumerable<(string Value, string Text)> options, bool isOptional = false) =>
        Input(blockId, label, null, new() { ["type"] = type, ["action_id"] = actionId, ["options"] = Options(options) }, isOptional);

    /// <summary>An error under one input of a submitted dialog.</summary>
    public static JsonObject Error(string blockId, string message) =>
        new() { ["response_action"] = "errors", ["errors"] = new JsonObject { [blockId] = ShownText.Clip(ShownText.Line(message), LongestLabel * 2) } };

    /// <summary>Replaces the submitted dialog by a few lines.</summary>
    public static JsonObject Done(string title, IEnumerable<string> lines)
    {
        var blocks = new JsonArray([.. lines.Take(50).Select(line => (JsonNode)BlockKit.Section(ShownText.Clip(ShownText.Line(line), 3000)))]);
        return new() { ["response_action"] = "update", ["view"] = View("hitl.done", "", title, null, blocks) };
    }

    private static JsonArray Options(IEnumerable<(string Value, string Text)> options) =>
        new([.. options.Select(option => (JsonNode)new JsonObject { ["text"] = SlackText.Plain(ShownText.Clip(ShownText.Line(option.Text), LongestOption)), ["value"] = option.Value })]);

    private static JsonObject Input(string blockId, string label, string? hint, JsonObject element, bool isOptional)
    {
        var block = new JsonObject { ["type"] = "input", ["block_id"] = blockId, ["label"] = SlackText.Plain(ShownText.Clip(ShownText.Line(label), LongestLabel)), ["element"] = element };
        if (hint is not null) block["hint"] = SlackText.Plain(ShownText.Clip(ShownText.Line(hint), LongestLabel));
        if (isOptional) block["optional"] = true;
        return block;
    }
}
