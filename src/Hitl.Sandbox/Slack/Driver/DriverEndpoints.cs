using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.People;
using Hitl.Sandbox.Slack.SocketMode;
using static Hitl.Sandbox.Slack.Driver.DriverDesk;

namespace Hitl.Sandbox.Slack.Driver;

/// <summary>The driver API under /_sandbox/slack: lets tests and the story be people. README.md lists it.</summary>
internal static class DriverEndpoints
{
    public static void MapDriver(this IEndpointRouteBuilder routes)
    {
        var driver = routes.MapGroup("/_sandbox/slack");
        MapReading(driver);
        MapActing(driver.MapGroup("/users/{user}"));
        MapWorkspace(driver);
        MapTransport(driver);
    }

    private static void MapReading(RouteGroupBuilder driver)
    {
        driver.MapGet("/users", (Workspace workspace) => Json(WireJson.ToNode(workspace.Users)));
        driver.MapGet("/channels", (Workspace workspace) => Json(WireJson.ToNode(workspace.Channels)));
        driver.MapGet("/messages", (string? channel, bool? deleted, MessageBook messages, DriverJson json) =>
            Json(List(messages.Where(message => channel is null || message.Channel == channel, deleted ?? true).Select(json.Message))));
        driver.MapGet("/messages/{channel}/{ts}", (string channel, string ts, MessageBook messages, DriverJson json) =>
            messages.Find(channel, ts) is { } message ? Json(json.Message(message)) : Results.NotFound());
        driver.MapGet("/users/{user}/messages", (string user, string? channel, bool? deleted, Controls controls, DriverJson json) =>
            Json(List(controls.Visible(user, deleted ?? false).Where(message => channel is null || message.Channel == channel).Select(json.Message))));
        driver.MapGet("/users/{user}/views", (string user, ViewBook views, DriverJson json) => Json(List(views.Stack(user).Select(json.View))));
        driver.MapGet("/users/{user}/home", (string user, ViewBook views, DriverJson json) =>
            views.Home(user) is { } home ? Json(json.View(home)) : Results.NotFound());
        driver.MapGet("/calls", (string? method, long? after, SlackLog log) => Json(WireJson.ToNode(log.Entries("call", method, after ?? 0))));
        driver.MapGet("/deliveries", (string? what, long? after, SlackLog log) => Json(WireJson.ToNode(log.Entries("delivery", what, after ?? 0))));
    }

    private static void MapActing(RouteGroupBuilder person)
    {
        person.MapPost("/click", (HttpContext context, DriverDesk desk, Clicks clicks) =>
            desk.RunAsync(context, (user, body) => clicks.ClickAsync(user, body.Deserialize<Click>(WireJson.Options)!)));
        person.MapPost("/views/{view}/submit", (HttpContext context, string view, DriverDesk desk, Modals modals) =>
            desk.RunAsync(context, (user, body) => modals.SubmitAsync(user, view, body["values"] as JsonObject ?? [], body["patch"] as JsonObject)));
        person.MapPost("/views/{view}/close", (HttpContext context, string view, DriverDesk desk, Modals modals) =>
            desk.RunAsync(context, (user, body) => modals.CloseAsync(user, view, body["all"]?.GetValue<bool>() ?? false)));
        person.MapPost("/home/open", (HttpContext context, DriverDesk desk, Talk talk) =>
            desk.RunAsync(context, (user, body) => talk.OpenHomeAsync(user, body.Text("tab") ?? "home")));
        person.MapPost("/command", (HttpContext context, DriverDesk desk, Talk talk) => desk.RunAsync(context, (user, body) =>
            talk.CommandAsync(user, body.Text("channel"), body.Text("command") ?? "", body.Text("text") ?? "", body["patch"] as JsonObject)));
        person.MapPost("/messages", (HttpContext context, DriverDesk desk, Talk talk) => desk.RunAsync(context, (user, body) =>
            talk.SayAsync(user, body.Text("channel"), body.Text("text") ?? "", body.Text("thread_ts"))));
    }

    private static void MapWorkspace(RouteGroupBuilder driver)
    {
        driver.MapPut("/users/{user}", (string user, JsonObject changes, Workspace workspace, Profiles profiles) =>
        {
            var known = workspace.User(user) ?? new SlackUser { Id = user, TeamId = workspace.App.TeamId, Name = user.ToLowerInvariant(), RealName = user };
            return Json(WireJson.ToNode(profiles.Put(Patched(known, changes) with { Id = user })));
        });
        driver.MapPut("/channels/{channel}", (string channel, JsonObject changes, Workspace workspace) =>
        {
            var known = workspace.Channel(channel) ?? new SlackChannel { Id = channel, Name = channel.ToLowerInvariant(), Members = [workspace.App.BotUserId] };
            return Json(WireJson.ToNode(workspace.Put(Patched(known, changes) with { Id = channel })));
        });
        driver.MapPut("/app", (JsonObject changes, Workspace workspace) => Json(WireJson.ToNode(workspace.App = Patched(workspace.App, changes))));
        driver.MapPost("/reset", (Workspace workspace, MessageBook messages, ViewBook views, ResponseUrlBook urls, SlackLog log, FaultBook faults) =>
        {
            workspace.Reset();
            messages.Clear();
            views.Clear();
            urls.Clear();
            log.Clear();
            faults.Clear("slack");
            return Json(new JsonObject { ["ok"] = true });
        });
    }

    private static void MapTransport(RouteGroupBuilder driver)
    {
        driver.MapPost("/events/verify", async (EventDelivery events) =>
        {
            var (verified, attempts) = await events.VerifyUrlAsync();
            return Json(new JsonObject { ["verified"] = verified, ["attempts"] = WireJson.ToNode(attempts) });
        });
        driver.MapPost("/events", async (JsonObject @event, EventDelivery events) =>
            Json(new JsonObject { ["attempts"] = WireJson.ToNode(await events.SendAsync(WireJson.Copy(@event)!, @event.Text("user") ?? "")) }));
        driver.MapGet("/socket", (SocketHub sockets) => Json(sockets.Report()));
        driver.MapPost("/socket/disconnect", async (JsonObject order, SocketHub sockets) =>
        {
            await sockets.DisconnectAsync(order.Text("reason") ?? "warning", order["hard"]?.GetValue<bool>() ?? false);
            return Json(new JsonObject { ["ok"] = true });
        });
        driver.MapPost("/socket/raw", async (JsonObject frame, SocketHub sockets) =>
        {
            await sockets.SendRawAsync(frame.Text("text") ?? "");
            return Json(new JsonObject { ["ok"] = true });
        });
    }

    private static T Patched<T>(T value, JsonObject changes)
    {
        var json = (JsonObject)WireJson.ToNode(value);
        MergePatch.Apply(json, changes);
        return json.Deserialize<T>(WireJson.Options)!;
    }
}
