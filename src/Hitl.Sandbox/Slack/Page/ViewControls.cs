using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Controls in a view: all belong to the view's one form, so that a click carries what was typed.</summary>
internal sealed class ViewControls(FieldHtml fields, SlackView view) : IControlHtml
{
    /// <summary>Field names in a view's form: this, block_id, a line, action_id.</summary>
    public const string Prefix = "v|";

    public Html Control(JsonObject block, JsonObject element) => element.Text("type") switch
    {
        "image" => Html.Of($"<span role=\"img\" aria-label=\"{element.Text("alt_text")}\">🖼</span>"),
        "button" when element.Text("url") is { } url => Html.Of(
            $"<a class=\"button\" href=\"{url}\" target=\"_blank\" rel=\"noopener noreferrer\">{BlockHtml.Plain(element["text"])}</a>"),
        "button" => ButtonHtml.Of(element, Click(block, element)),
        _ => Html.Of($"{fields.Field(element, Name(block, element), Named(element), Held(block, element))}<button class=\"button small\" {Click(block, element)}>OK</button>"),
    };

    public Html Input(JsonObject block, JsonObject element)
    {
        var (name, blockId) = (Name(block, element), block.Text("block_id")!);
        var hint = block["hint"] is { } text ? Html.Of($"<p class=\"hint\">{BlockHtml.Plain(text)}</p>") : Html.Empty;
        var error = view.Errors.Text(blockId) is { } problem ? Html.Of($"<p class=\"error\" role=\"alert\">{problem}</p>") : Html.Empty;
        var optional = block.Text("optional") == "true" ? new Html(" <span class=\"optional\">(optional)</span>") : Html.Empty;
        return Html.Of(
            $"<div class=\"input\"><label for=\"{name}\">{BlockHtml.Plain(block["label"])}{optional}</label>{fields.Field(element, name, "", Held(block, element))}{hint}{error}</div>");
    }

    private Html Click(JsonObject block, JsonObject element) => Html.Of(
        $"formnovalidate formaction=\"/slack/do/click?view_id={Uri.EscapeDataString(view.Id)}&amp;block_id={Uri.EscapeDataString(block.Text("block_id")!)}&amp;action_id={Uri.EscapeDataString(element.Text("action_id")!)}\"");

    private JsonNode? Held(JsonObject block, JsonObject element) => view.Values[block.Text("block_id")!]?[element.Text("action_id")!];

    private static string Name(JsonObject block, JsonObject element) => $"{Prefix}{block.Text("block_id")}|{element.Text("action_id")}";

    private static string Named(JsonObject element) =>
        element["placeholder"] is { } placeholder ? BlockHtml.Plain(placeholder) : element.Text("action_id") ?? "Choose";
}
