using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Shows rich_text blocks. Text in them is literal: nothing in it can become a link or a mention.</summary>
internal sealed class RichText(Workspace workspace)
{
    public Html Render(JsonObject block) => Html.Of($"<div class=\"rich\">{Children(block).Select(Part)}</div>");

    private Html Part(JsonObject part) => part.Text("type") switch
    {
        "rich_text_preformatted" => Html.Of($"<pre>{Children(part).Select(Inline)}</pre>"),
        "rich_text_quote" => Html.Of($"<blockquote>{Children(part).Select(Inline)}</blockquote>"),
        "rich_text_list" when part.Text("style") == "ordered" => Html.Of($"<ol>{Items(part)}</ol>"),
        "rich_text_list" => Html.Of($"<ul>{Items(part)}</ul>"),
        _ => Html.Of($"<p>{Children(part).Select(Inline)}</p>"),
    };

    private IEnumerable<Html> Items(JsonObject list) => Children(list).Select(item => Html.Of($"<li>{Children(item).Select(Inline)}</li>"));

    private Html Inline(JsonObject element) => Styled(element["style"], element.Text("type") switch
    {
        "link" => Html.Of($"<a href=\"{element.Text("url")}\" rel=\"noopener noreferrer\" target=\"_blank\">{element.Text("text") ?? element.Text("url")}</a>"),
        "user" => Mention("@" + (workspace.User(element.Text("user_id"))?.RealName ?? element.Text("user_id"))),
        "channel" => Mention("#" + (workspace.Channel(element.Text("channel_id"))?.Name ?? element.Text("channel_id"))),
        "usergroup" => Mention("@" + element.Text("usergroup_id")),
        "broadcast" => Mention("@" + element.Text("range")),
        "emoji" => Html.Text(Emoji.Named(element.Text("name") ?? "")),
        "date" => Html.Text(element.Text("fallback") ?? element.Text("timestamp")),
        _ => Html.Text(element.Text("text") ?? element.Text("value")),
    });

    private static Html Styled(JsonNode? style, Html inner)
    {
        foreach (var (name, tag) in new[] { ("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "del") })
        {
            if (style.Text(name) == "true") inner = new($"<{tag}>{inner.Value}</{tag}>");
        }

        return inner;
    }

    private static Html Mention(string text) => Html.Of($"<span class=\"mention\">{text}</span>");

    private static IEnumerable<JsonObject> Children(JsonObject node) => (node["elements"] as JsonArray ?? []).OfType<JsonObject>();
}
