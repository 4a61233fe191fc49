using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>A Block Kit button. Its confirmation is asked by the page's script; without script it is left out.</summary>
internal static class ButtonHtml
{
    public static Html Of(JsonObject element, Html attributes)
    {
        var confirm = element["confirm"] is JsonObject question
            ? Html.Of($"data-confirm=\"{BlockHtml.Plain(question["title"])}: {BlockHtml.Plain(question["text"])}\"")
            : Html.Empty;
        var label = element.Text("accessibility_label") is { } spoken ? Html.Of($"aria-label=\"{spoken}\"") : Html.Empty;
        return Html.Of($"<button class=\"button {element.Text("style")}\" {label} {confirm} {attributes}>{BlockHtml.Plain(element["text"])}</button>");
    }
}
