using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Slack.SocketMode;
using Hitl.Tests.Postgres;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Gateway;

/// <summary>A gateway that Slack reaches through Socket Mode, and the switches of the local Slack's side of it.</summary>
public sealed class SocketWorld(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly HttpClient _slack = new();

    internal GatewayWorld World { get; } = new(cluster) { UsesSocketMode = true };

    internal SocketModeHealth Health => World.Get<SocketModeHealth>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        _slack.BaseAddress = World.SandboxAddress;
        await ConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        _slack.Dispose();
    }

    /// <summary>Waits until payloads arrive over exactly one connection and nothing is wrong.</summary>
    public async Task ConnectedAsync()
    {
        await Eventually.True(() => Health is { State: SocketModeState.Connected, Alarm: null });
        await UntilAsync(report => (int)report["connections"]! == 1);
    }

    public async Task<JsonObject> ReportAsync() => (await _slack.GetFromJsonAsync<JsonObject>("_sandbox/slack/socket", Cancel))!;

    public async Task UntilAsync(Func<JsonObject, bool> holds)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!holds(await ReportAsync())) await looks.WaitForNextTickAsync(Cancel);
    }

    public Task AcknowledgedAsync(string envelope, int times) =>
        UntilAsync(report => report["acknowledged"]!.AsArray().Count(id => (string?)id == envelope) >= times);

    public Task DisconnectAsync(string reason, bool hard = false) => PostAsync("_sandbox/slack/socket/disconnect", new() { ["reason"] = reason, ["hard"] = hard });

    public Task SendAsync(string frame) => PostAsync("_sandbox/slack/socket/raw", new() { ["text"] = frame });

    public Task FaultAsync(JsonObject rule) => PutAsync("_sandbox/faults/slack", rule);

    /// <summary>A connection of the same app that is not ours, as a forgotten laptop would hold.</summary>
    public async Task<ClientWebSocket> StrangerAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/apps.connections.open");
        request.Headers.Authorization = new("Bearer", "xapp-local-sandbox");
        using var answer = await _slack.SendAsync(request, Cancel);
        var url = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["url"]!;
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new(url), Cancel);
        await socket.ReceiveAsync(new byte[4096], Cancel);
        return socket;
    }

    /// <summary>An envelope as Slack would send it.</summary>
    public static string Envelope(string id, string type, JsonNode payload) =>
        new JsonObject { ["envelope_id"] = id, ["type"] = type, ["payload"] = payload, ["accepts_response_payload"] = false }.ToJsonString();

    /// <summary>A press on a card, as an envelope's payload.</summary>
    internal JsonNode Press(OpenRequest request, string user = "U0ADA")
    {
        var card = request.Cards["ada"];
        var form = LocalSlackDriver.Press(user, "hitl.approve", World.Requests.Token(request.Stage.Key, request.Stored.Digest!), card.Channel, card.MessageId);
        return JsonNode.Parse(Uri.UnescapeDataString(form["payload=".Length..]))!;
    }

    private async Task PostAsync(string path, JsonObject body)
    {
        using var answer = await _slack.PostAsync(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task PutAsync(string path, JsonObject body)
    {
        using var answer = await _slack.PutAsync(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), Cancel);
        answer.EnsureSuccessStatusCode();
    }
}
