using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Controls in a message: each is a small form of its own.</summary>
internal sealed class MessageControls(FieldHtml fields, SlackMessage message, PageAddress address) : IControlHtml
{
    public Html Control(JsonObject block, JsonObject element) => element.Text("type") switch
    {
        "image" => Html.Of($"<span role=\"img\" aria-label=\"{element.Text("alt_text")}\">🖼</span>"),
        "button" when element.Text("url") is { } url => Html.Of(
            $"<a class=\"button\" href=\"{url}\" target=\"_blank\" rel=\"noopener noreferrer\">{BlockHtml.Plain(element["text"])}</a>"),
        "button" => Form(block, element, ButtonHtml.Of(element, Html.Empty)),
        _ => Form(block, element, Html.Of($"{fields.Field(element, "choice", Name(element), null)}<button class=\"button small\">OK</button>")),
    };

    public Html Input(JsonObject block, JsonObject element) =>
        Html.Of($"<div class=\"input\"><span class=\"label\">{BlockHtml.Plain(block["label"])}</span>{Control(block, element)}</div>");

    private Html Form(JsonObject block, JsonObject element, Html inner) => Html.Of(
        $"""
        <form method="post" action="/slack/do/click">{address.Fields}
        <input type="hidden" name="channel" value="{message.Channel}"><input type="hidden" name="ts" value="{message.Ts}">
        <input type="hidden" name="block_id" value="{block.Text("block_id")}"><input type="hidden" name="action_id" value="{element.Text("action_id")}">
        {inner}</form>
        """);

    private static string Name(JsonObject element) =>
        element["placeholder"] is { } placeholder ? BlockHtml.Plain(placeholder) : element.Text("action_id") ?? "Choose";
}
