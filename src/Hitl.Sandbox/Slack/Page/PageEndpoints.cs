using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.People;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>The page where a person can be any user of the workspace.</summary>
internal static class PageEndpoints
{
    private static readonly Dictionary<string, string> Assets = new() { ["app.js"] = "text/javascript", ["style.css"] = "text/css" };

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect("/slack"));
        routes.MapGet("/slack", (HttpContext context, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "as")] string? user, string? c, Workspace workspace, PageFrame frame, Talk talk, MessageBook messages, ViewBook views) =>
        {
            // A stranger meets somebody whom the app has written to, not an empty page.
            var address = PageAddress.Of(user ?? PageAddress.NewestReader(workspace, messages), c, workspace);
            // Whoever begins to act as somebody sits down at a client of their own: a dialog left open at another one is not theirs.
            if (user is not null && c is null) views.CloseAll(address.User.Id);
            // Opening the tab tells the app, whose answer shows up by itself a moment later.
            if (address.Place == PageAddress.Home) _ = talk.OpenHomeAsync(address.User.Id);
            return PageFrame.Send(context, frame.Of(address, workspace.Signal.Version));
        });
        routes.MapGet("/slack/parts", ([Microsoft.AspNetCore.Mvc.FromQuery(Name = "as")] string? user, string? c, long v, Workspace workspace, PageParts parts) =>
        {
            var version = workspace.Signal.Version;
            if (v == version) return Results.NoContent();
            var all = parts.All(PageAddress.Of(user, c, workspace)).ToDictionary(part => part.Key, part => part.Value.Value);
            return Results.Json(new { version, parts = all });
        });
        routes.MapPost("/slack/do/{what}", (HttpContext context, string what, PageActions actions) => actions.HandleAsync(context, what));
        routes.MapGet("/slack/inspector", (HttpContext context, InspectorPage page) => PageFrame.Send(context, page.Wire()));
        routes.MapGet("/slack/ledger", (HttpContext context, InspectorPage page) => PageFrame.Send(context, page.Ledgers()));
        routes.MapGet("/archives/{channel}/{p}", (string channel) => Results.Redirect($"/slack?c={Uri.EscapeDataString(channel)}"));
        routes.MapGet("/slack/assets/{file}", (string file) => Assets.TryGetValue(file, out var type)
            ? Results.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream("assets/" + file)!, type)
            : Results.NotFound());
    }
}
