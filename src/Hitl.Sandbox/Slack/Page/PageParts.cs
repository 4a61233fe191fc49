using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.People;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>The parts of the page that change by themselves; each carries a key, and is replaced only when its key changes.</summary>
internal sealed class PageParts(Workspace workspace, ViewBook views, Controls controls, Notices notices, FieldHtml fields, BlockHtml blocks)
{
    private const int MostMessages = 200;

    public IReadOnlyDictionary<string, Html> All(PageAddress address) => new Dictionary<string, Html>
    {
        ["sidebar"] = Keyed("nav", "sidebar", "aria-label=\"Conversations\"", Sidebar(address)),
        ["notice"] = Keyed("div", "notice", "role=\"status\"", Html.Text(notices.Of(address.User.Id))),
        ["main"] = Keyed("section", "main", "aria-label=\"Messages\"", address.Place == PageAddress.Home ? AppHome(address) : Messages(address)),
        ["modal"] = Modal(address),
    };

    private Html Sidebar(PageAddress address)
    {
        var channels = workspace.Channels.Where(channel => !channel.IsIm && !channel.IsArchived && channel.Has(address.User.Id)).ToList();
        var direct = workspace.OpenDirect(address.User);
        return Html.Of(
            $"""
            <h2>Channels</h2><ul>{channels.Select(channel => Link(address, channel.Id, "#", channel.Name))}</ul>
            <h2>Direct messages</h2><ul>{Link(address, direct.Id, "●", BotName)}</ul>
            <h2>Apps</h2><ul>{Link(address, PageAddress.Home, "◆", $"{BotName} — Home")}</ul>
            """);
    }

    private static Html Link(PageAddress address, string place, string sign, string name)
    {
        var current = address.Place == place ? new Html(" aria-current=\"page\"") : Html.Empty;
        return Html.Of($"<li><a href=\"{(address with { Place = place }).Url}\"{current}><span class=\"sign\" aria-hidden=\"true\">{sign}</span>{name}</a></li>");
    }

    private Html Messages(PageAddress address)
    {
        var shown = controls.Visible(address.User.Id).Where(message => message.Channel == address.Place).TakeLast(MostMessages).ToList();
        return shown.Count == 0
            ? new("<p class=\"empty\">Nothing here yet. This is a Slack of your own: nothing leaves this machine. Choose a person on the left; cards arrive by themselves.</p>")
            : Html.Join(shown.Select(message => Message(message, address)));
    }

    private Html Message(SlackMessage message, PageAddress address)
    {
        var author = workspace.User(message.User);
        var name = author?.RealName ?? message.User;
        var body = message.Blocks is null
            ? Html.Of($"<div class=\"section\"><div class=\"said\">{blocks.Markdown(message.Text)}</div></div>")
            : blocks.Render(message.Blocks, new MessageControls(fields, message, address));
        var app = author?.IsBot == true ? new Html("<span class=\"app\">APP</span>") : Html.Empty;
        var only = message.EphemeralTo is null ? Html.Empty : new Html("<p class=\"only\">Only visible to you</p>");
        var edited = message.EditedTs is null ? Html.Empty : new Html("<span class=\"edited\">(edited)</span>");
        var kind = (message.EphemeralTo is null ? "" : " ephemeral") + (message.ThreadTs is null || message.ThreadTs == message.Ts ? "" : " reply");
        return Html.Of(
            $"""
            <article class="message{kind}" aria-label="Message from {name}" data-ts="{message.Ts}" data-channel="{message.Channel}">
            <div class="avatar" aria-hidden="true">{name[..1]}</div>
            <div class="content">{only}<header><strong>{name}</strong>{app}<time>{Time(message.Ts)}</time>{edited}</header>{body}</div></article>
            """);
    }

    private Html AppHome(PageAddress address) => views.Home(address.User.Id) is { } home
        ? Html.Of($"<form class=\"home\" method=\"post\" action=\"/slack/do/none\" aria-label=\"App Home\">{address.Fields}{blocks.Render(home.Definition["blocks"] as JsonArray, new ViewControls(fields, home))}</form>")
        : new("<p class=\"empty\">The app has not published a Home for you yet.</p>");

    private Html Modal(PageAddress address)
    {
        if (views.Stack(address.User.Id).LastOrDefault() is not { } view) return new("<div data-part=\"modal\" data-key=\"\"></div>");
        var title = BlockHtml.Plain(view.Definition["title"]);
        var submit = view.Definition["submit"] is { } text ? Html.Of($"<button class=\"button primary\">{BlockHtml.Plain(text)}</button>") : Html.Empty;
        var close = view.Definition["close"] is { } words ? BlockHtml.Plain(words) : "Cancel";
        return Html.Of(
            $"""
            <div data-part="modal" data-key="{view.Id} {view.Hash} {view.Errors?.ToJsonString()}" class="backdrop">
            <form class="modal" role="dialog" aria-modal="true" aria-label="{title}" method="post" action="/slack/do/submit">{address.Fields}
            <input type="hidden" name="view_id" value="{view.Id}">
            <button class="default-submit" tabindex="-1" aria-hidden="true"></button>
            <header><h2>{title}</h2><button class="x" formnovalidate formaction="/slack/do/close?all=true" aria-label="Close">×</button></header>
            <div class="modal-body">{blocks.Render(view.Definition["blocks"] as JsonArray, new ViewControls(fields, view))}</div>
            <footer><button class="button" formnovalidate formaction="/slack/do/close">{close}</button>{submit}</footer></form></div>
            """);
    }

    private string BotName => workspace.User(workspace.App.BotUserId)?.RealName ?? "App";

    private static Html Keyed(string tag, string part, string attributes, Html content)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.Value)))[..16];
        return new($"<{tag} data-part=\"{part}\" data-key=\"{key}\" class=\"{part}\" {attributes}>{content.Value}</{tag}>");
    }

    private static string Time(string ts) =>
        DateTimeOffset.FromUnixTimeSeconds((long)decimal.Parse(ts, CultureInfo.InvariantCulture)).ToString("HH:mm", CultureInfo.InvariantCulture);
}
