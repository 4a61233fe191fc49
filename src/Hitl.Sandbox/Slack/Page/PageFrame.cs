using System.Text;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Whole pages around the parts: the workspace, and plain pages with one column.</summary>
internal sealed class PageFrame(Workspace workspace, PageParts parts)
{
    public Html Of(PageAddress address, long version)
    {
        var all = parts.All(address);
        return Html.Of(
            $"""
            <!doctype html><html lang="en"><head>{Head(workspace.App.TeamName)}<script src="/slack/assets/app.js" defer></script></head>
            <body class="workspace" data-version="{version}">
            <aside><h1>{workspace.App.TeamName}</h1>{ActAs(address)}{all["sidebar"]}
            <ul class="tools"><li><a href="/slack/inspector">Inspector</a></li><li><a href="/slack/ledger">Target ledgers</a></li></ul></aside>
            <main><header class="top"><h2>{PlaceName(address)}</h2><span class="who">You are {address.User.RealName}{Presence(address.User)}</span>{Switches(address)}</header>
            {all["notice"]}{all["main"]}{Composer(address)}</main>
            {all["modal"]}</body></html>
            """);
    }

    /// <summary>A page of its own, such as the inspector.</summary>
    public static Html Plain(string title, Html content) => Html.Of(
        $"""
        <!doctype html><html lang="en"><head>{Head(title)}</head><body class="plain-page"><main><p><a href="/slack">← Workspace</a></p><h1>{title}</h1>{content}</main></body></html>
        """);

    /// <summary>Sends a page under a policy that lets nothing in it run but our own script.</summary>
    public static IResult Send(HttpContext context, Html page)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(page.Value, "text/html", Encoding.UTF8);
    }

    private Html ActAs(PageAddress address)
    {
        var people = workspace.Users.Where(user => !user.IsBot).Select(user => Html.Of(
            $"<option value=\"{user.Id}\"{(user.Id == address.User.Id ? new Html(" selected") : Html.Empty)}>{user.RealName}{Suffix(user)}</option>"));
        return Html.Of(
            $"""
            <form class="act-as" method="get" action="/slack"><label for="as">Act as</label>
            <select id="as" name="as">{people}</select><button class="button small">Switch</button></form>
            """);
    }

    private string Suffix(SlackUser user) => user switch
    {
        { Deleted: true } => " (deactivated)",
        { IsRestricted: true } => " (guest)",
        _ when user.TeamId != workspace.App.TeamId => " (other workspace)",
        { Presence: "away" } => " (away)",
        _ => user.Title is null ? "" : $" — {user.Title}",
    };

    private static string Presence(SlackUser user) => user switch { { Deleted: true } => ", deactivated", { StatusText.Length: > 0 } => $", status: {user.StatusText}", { Presence: "away" } => ", away", _ => "" };

    /// <summary>What Slack knows of the person, as switches.</summary>
    private static Html Switches(PageAddress address) => Html.Of(
        $"""
        <form class="switches" method="post" action="/slack/do/presence" aria-label="Your standing in this workspace">{address.Fields}
        <input type="hidden" name="presence" value="{(address.User.Presence == "away" ? "active" : "away")}"><input type="hidden" name="deleted" value="{(address.User.Deleted ? "false" : "true")}">
        <input type="hidden" name="status" value="{(address.User.StatusEmoji == PageActions.Vacationing ? "" : PageActions.Vacationing)}">
        <button class="button small">{(address.User.Presence == "away" ? "Come back" : "Go away")}</button>
        <button class="button small" formaction="/slack/do/status">{(address.User.StatusEmoji == PageActions.Vacationing ? "Clear status" : "Status: vacationing")}</button>
        <button class="button small" formaction="/slack/do/standing">{(address.User.Deleted ? "Reactivate" : "Deactivate")}</button></form>
        """);

    private string PlaceName(PageAddress address) => address.Place == PageAddress.Home
        ? "App Home"
        : workspace.Channel(address.Place) is { IsIm: false } channel ? "#" + channel.Name : workspace.User(workspace.App.BotUserId)?.RealName ?? "";

    private static Html Composer(PageAddress address) => address.Place == PageAddress.Home ? Html.Empty : Html.Of(
        $"""
        <form class="composer" method="post" action="/slack/do/say">{address.Fields}
        <input type="text" name="text" aria-label="Message or /command" placeholder="Message, or /command" autocomplete="off" required>
        <button class="button primary">Send</button></form>
        """);

    private static Html Head(string title) => Html.Of(
        $"<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><link rel=\"stylesheet\" href=\"/slack/assets/style.css\"><link rel=\"icon\" href=\"data:,\">");
}
