using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Slack;
using Hitl.Slack;
using Hitl.Slack.SocketMode;
using Hitl.Tests.Console;
using Hitl.Tests.Sandbox.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Gateway;

/// <summary>Attacks and bad input over Socket Mode, SM01–SM07, against the local Slack's sockets.</summary>
internal static class SocketCases
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static IReadOnlyDictionary<string, Func<SocketWorld, Task>> Rows { get; } = new Dictionary<string, Func<SocketWorld, Task>>
    {
        ["SM01 no envelope id"] = world => IgnoredAsync(world, """{"type":"interactive","payload":{"type":"block_actions"}}"""),
        ["SM01 unknown type"] = world => IgnoredAsync(world, """{"envelope_id":"e1","type":"carrier_pigeon","payload":{}}"""),
        ["SM01 payload is no object"] = world => IgnoredAsync(world, """{"envelope_id":"e1","type":"interactive","payload":"{}"}"""),
        ["SM01 bad JSON"] = world => IgnoredAsync(world, "{\"envelope_id\":"),
        ["SM01 repeated member"] = world => IgnoredAsync(world, """{"envelope_id":"e1","envelope_id":"e2","type":"interactive","payload":{}}"""),
        ["SM01 two megabytes"] = world => IgnoredAsync(world, "{\"envelope_id\":\"e1\",\"type\":\"interactive\",\"payload\":{\"a\":\"" + new string('x', 2_000_000) + "\"}}"),
        ["SM02 same envelope twice"] = world => TwiceAsync(world, reconnects: false),
        ["SM02 same envelope after a reconnect"] = world => TwiceAsync(world, reconnects: true),
        ["SM03 a stranger's connection"] = GhostAsync,
        ["SM03 too many websockets"] = CrowdAsync,
        ["SM04 cut between commit and acknowledgement"] = CutAsync,
        ["SM05 app token revoked"] = world => FatalAsync(world, "token_revoked"),
        ["SM05 link disabled"] = world => FatalAsync(world, "link_disabled"),
        ["SM06 both transports"] = _ => BothAsync(),
        ["SM06 no transport"] = _ => Invalid(new() { TeamId = "T0", AppId = "A0" }, "slack.no_transport"),
        ["SM06 the bot's token instead"] = _ => Invalid(new() { TeamId = "T0", AppId = "A0", AppToken = "xoxb-1" }, "slack.app_token"),
        ["SM07 another host"] = _ => ForeignAsync("wss://wss-primary.slack.com.evil.example/link/?ticket=1"),
        ["SM07 not encrypted"] = _ => ForeignAsync("ws://wss-primary.slack.com/link/?ticket=1"),
        ["SM07 user information"] = _ => ForeignAsync("wss://wss-primary.slack.com@evil.example/link/?ticket=1"),
        ["SM07 another port"] = _ => ForeignAsync("wss://wss-primary.slack.com:8443/link/?ticket=1"),
    };

    private static async Task IgnoredAsync(SocketWorld world, string frame)
    {
        var served = (int)(await world.ReportAsync())["served"]!;
        await world.SendAsync(frame);
        var request = await world.World.Requests.OpenAsync();
        await world.World.Slack.ClickAsync("U0ADA", request, "approve");
        await DecidedOnceAsync(world, request);
        var report = await world.ReportAsync();
        Assert.Equal(served, (int)report["served"]!);
        Assert.DoesNotContain("e1", report["acknowledged"]!.AsArray().Select(id => (string?)id));
    }

    private static async Task TwiceAsync(SocketWorld world, bool reconnects)
    {
        var request = await world.World.Requests.OpenAsync();
        var id = Guid.NewGuid().ToString();
        var envelope = SocketWorld.Envelope(id, "interactive", world.Press(request));
        await world.SendAsync(envelope);
        await world.AcknowledgedAsync(id, 1);
        if (reconnects) await ReconnectAsync(world);
        await world.SendAsync(envelope);
        await world.AcknowledgedAsync(id, 2);
        await DecidedOnceAsync(world, request);
    }

    private static async Task ReconnectAsync(SocketWorld world)
    {
        var served = (int)(await world.ReportAsync())["served"]!;
        await world.DisconnectAsync("", hard: true);
        await world.UntilAsync(report => (int)report["served"]! > served);
        await world.ConnectedAsync();
    }

    private static async Task GhostAsync(SocketWorld world)
    {
        using (var stranger = await world.StrangerAsync())
        {
            await world.DisconnectAsync("refresh_requested");
            await Eventually.True(() => world.Health.Alarm == SocketModeHealth.GhostConnections);
            using var ada = await ConsoleVisitor.SignedInAsync(world.World, "U0ADA");
            Assert.Contains("Clicks in Slack may be lost", await ada.ReadAsync("/console"), StringComparison.Ordinal);
            stranger.Abort();
        }

        await world.UntilAsync(report => (int)report["connections"]! == 1);
        await world.DisconnectAsync("refresh_requested");
        await world.ConnectedAsync();
    }

    private static async Task CrowdAsync(SocketWorld world)
    {
        var crowd = new List<ClientWebSocket>();
        for (var i = 0; i < 9; i++) crowd.Add(await world.StrangerAsync());
        await world.DisconnectAsync("refresh_requested");
        await Eventually.True(() => world.Health.Alarm == SocketModeHealth.GhostConnections);
        foreach (var stranger in crowd) stranger.Abort();
        // The old connection was kept all the time; its successor comes when there is room.
        await world.ConnectedAsync();
        crowd.ForEach(stranger => stranger.Dispose());
    }

    private static async Task CutAsync(SocketWorld world)
    {
        var request = await world.World.Requests.OpenAsync();
        var id = Guid.NewGuid().ToString();
        await using (await world.World.LockStageAsync(request.Stage.Key))
        {
            await world.SendAsync(SocketWorld.Envelope(id, "interactive", world.Press(request)));
            await world.World.WaitingForLockAsync();
            await world.DisconnectAsync("", hard: true);
        }

        await Eventually.TrueAsync(async () => (await DecisionsAsync(world, request)).Count == 1);
        await world.ConnectedAsync();
        Assert.DoesNotContain(id, (await world.ReportAsync())["acknowledged"]!.AsArray().Select(ack => (string?)ack));
    }

    private static async Task FatalAsync(SocketWorld shared, string code)
    {
        await using var world = new SocketWorld(shared.World.Cluster);
        await world.InitializeAsync();
        var request = await world.World.Requests.OpenAsync();
        if (code == "link_disabled") await world.DisconnectAsync(code);
        else
        {
            await world.FaultAsync(new() { ["kind"] = "error", ["on"] = "apps.connections.open", ["error"] = code });
            await world.DisconnectAsync("warning");
        }

        await Eventually.True(() => world.Health.State == SocketModeState.Stopped);
        using var http = world.World.Http(null);
        using var ready = await http.GetAsync("/health/ready", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("slack." + code, await ready.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await world.World.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);
        await DecidedOnceAsync(world, request);
    }

    private static Task BothAsync() => Invalid(
        new() { TeamId = "T0", AppId = "A0", AppToken = "xapp-1", SigningSecret = "a-secret-that-is-long-enough" }, "slack.two_transports");

    private static Task Invalid(SlackDoorOptions options, string code)
    {
        var problems = new List<ValidationResult>();
        Assert.False(Validator.TryValidateObject(options, new(options), problems, validateAllProperties: true));
        Assert.Contains(problems, problem => problem.ErrorMessage!.StartsWith(code, StringComparison.Ordinal));
        return Task.CompletedTask;
    }

    private static async Task ForeignAsync(string url)
    {
        // Slack itself cannot be made to name another host, so its answer is given here; no connection is ever opened.
        using var http = new HttpClient(new Answering(new JsonObject { ["ok"] = true, ["url"] = url }));
        var slack = Options.Create(new SlackOptions { BotToken = "xoxb-1" });
        var health = new SocketModeHealth();
        var client = new SocketModeClient(
            new(http, slack, TimeProvider.System), new Unreachable(), health, slack, Options.Create(new SocketModeOptions { AppToken = "xapp-1" }), TimeProvider.System,
            NullLogger<SocketModeClient>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = client.RunAsync(stop.Token);
        await Eventually.True(() => health.Alarm == SocketModeHealth.ForeignHost);
        await stop.CancelAsync();
        await running;
        Assert.NotEqual(SocketModeState.Connected, health.State);
    }

    private static Task<IReadOnlyList<Decision>> DecisionsAsync(SocketWorld world, OpenRequest request) =>
        world.World.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel);

    private static async Task DecidedOnceAsync(SocketWorld world, OpenRequest request) => Assert.Single(await DecisionsAsync(world, request));

    private sealed class Answering(JsonObject answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(answer.ToJsonString()) });
    }

    private sealed class Unreachable : ISocketHandler
    {
        public Task<SocketAnswer?> HandleAsync(SocketEnvelope envelope, CancellationToken cancel) => throw new InvalidOperationException("Nothing may arrive.");
    }
}
