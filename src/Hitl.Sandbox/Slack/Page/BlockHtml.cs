using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Shows blocks. Plain text stays plain; markdown is shown in effect.</summary>
internal sealed class BlockHtml(Workspace workspace)
{
    private readonly Mrkdwn _mrkdwn = new(workspace);
    private readonly RichText _richText = new(workspace);

    /// <param name="controls">Draws the interactive elements; it knows whether they stand in a message or a view.</param>
    public Html Render(JsonArray? blocks, IControlHtml controls) =>
        Html.Join((blocks ?? []).OfType<JsonObject>().Select(block => Block(block, controls)));

    public Html Markdown(string text) => _mrkdwn.Render(text);

    public Html Text(JsonNode? text) => text.Text("type") switch
    {
        null => Html.Empty,
        "mrkdwn" => _mrkdwn.Render(text.Text("text") ?? ""),
        _ => Html.Of($"<span class=\"plain\">{Plain(text)}</span>"),
    };

    /// <summary>Plain text knows no markup; emoji codes are shown as emoji unless the app turned that off.</summary>
    public static string Plain(JsonNode? text) =>
        text.Text("emoji") == "false" ? text.Text("text") ?? "" : Emoji.In(text.Text("text") ?? "");

    private Html Block(JsonObject block, IControlHtml controls) => block.Text("type") switch
    {
        "section" => Section(block, controls),
        "header" => Html.Of($"<h3 class=\"block-header\">{Plain(block["text"])}</h3>"),
        "divider" => new("<hr>"),
        "context" => Html.Of($"<div class=\"context\">{Items(block, "elements").Select(Context)}</div>"),
        "actions" => Html.Of($"<div class=\"actions\">{Items(block, "elements").Select(element => controls.Control(block, element))}</div>"),
        "input" => controls.Input(block, (JsonObject)block["element"]!),
        "rich_text" => _richText.Render(block),
        "markdown" => Html.Of($"<div class=\"section\"><span class=\"plain\">{block.Text("text")}</span></div>"),
        "image" => Html.Of($"<figure class=\"image\" role=\"img\" aria-label=\"{block.Text("alt_text")}\">🖼 {block.Text("alt_text")}</figure>"),
        "table" => Html.Of($"<table class=\"table\">{(block["rows"] as JsonArray ?? []).Select(Row)}</table>"),
        _ => Html.Empty,
    };

    private Html Section(JsonObject block, IControlHtml controls)
    {
        var text = block["text"] is { } said ? Html.Of($"<div class=\"said\">{Text(said)}</div>") : Html.Empty;
        var fields = block["fields"] is JsonArray list ? Html.Of($"<div class=\"fields\">{list.Select(field => Html.Of($"<div>{Text(field)}</div>"))}</div>") : Html.Empty;
        var accessory = block["accessory"] is JsonObject element ? Html.Of($"<div class=\"accessory\">{controls.Control(block, element)}</div>") : Html.Empty;
        return Html.Of($"<div class=\"section\"><div class=\"section-body\">{text}{fields}</div>{accessory}</div>");
    }

    private Html Context(JsonObject element) => element.Text("type") == "image"
        ? Html.Of($"<span role=\"img\" aria-label=\"{element.Text("alt_text")}\">🖼</span>")
        : Html.Of($"<span>{Text(element)}</span>");

    private Html Row(JsonNode? row) => Html.Of($"<tr>{(row as JsonArray ?? []).OfType<JsonObject>().Select(Cell)}</tr>");

    private Html Cell(JsonObject cell) =>
        Html.Of($"<td>{(cell.Text("type") == "rich_text" ? _richText.Render(cell) : Html.Text(cell.Text("text")))}</td>");

    private static IEnumerable<JsonObject> Items(JsonObject block, string name) => (block[name] as JsonArray ?? []).OfType<JsonObject>();
}
