using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Slack.Signing;

namespace Hitl.Tests.Gateway;

/// <summary>Plays people in the local Slack, and Slack itself where a test forges what Slack would never send.</summary>
internal sealed class LocalSlackDriver(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task PointAtAsync(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = world.SandboxAddress };
        var urls = new JsonObject
        {
            ["request_url"] = $"{gateway}slack/interactions", ["commands_url"] = $"{gateway}slack/commands", ["events_url"] = $"{gateway}slack/events",
        };
        (await http.PutAsJsonAsync("_sandbox/slack/app", urls)).EnsureSuccessStatusCode();
    }

    /// <summary>A person presses a button of a card; the answer tells everything that followed.</summary>
    public Task<JsonObject> ClickAsync(string user, OpenRequest request, string button, Action<JsonObject>? change = null)
    {
        var card = request.Cards.GetValueOrDefault(Person(user)) ?? request.Cards.Values.First();
        var click = new JsonObject { ["action_id"] = "hitl." + button, ["channel"] = card.Channel, ["ts"] = card.MessageId };
        change?.Invoke(click);
        return ActAsync(user, "click", click);
    }

    public Task<JsonObject> SubmitAsync(string user, string reason, JsonObject? patch = null, JsonObject? values = null)
    {
        var typed = values ?? [];
        typed["reason"] = reason;
        return ActAsync(user, "views/current/submit", new JsonObject { ["values"] = typed, ["patch"] = patch });
    }

    /// <summary>Opens the app's Home tab.</summary>
    public Task<JsonObject> OpenHomeAsync(string user) => ActAsync(user, "home/open", []);

    /// <summary>Presses a button of the Home tab.</summary>
    public Task<JsonObject> ClickHomeAsync(string user, string actionId, string value, string? forgedValue = null) =>
        ActAsync(user, "click", new() { ["view_id"] = "home", ["action_id"] = actionId, ["value"] = value, ["forged_value"] = forgedValue, ["wait_for"] = "view" });

    /// <summary>Reads what the local Slack shows.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = world.SandboxAddress };
        using var answer = await http.GetAsync("_sandbox/slack/" + path, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    public Task<JsonObject> CommandAsync(string user, string text) =>
        ActAsync(user, "command", new JsonObject { ["command"] = "/hitl", ["text"] = text, ["channel"] = "D" + user[1..] });

    /// <summary>Posts a form as Slack would, signed unless the test says otherwise.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string body, Action<HttpRequestMessage>? change = null, string secret = GatewayWorld.SigningSecret)
    {
        var timestamp = world.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(body);
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        var isJson = body.StartsWith('{');
        message.Content.Headers.TryAddWithoutValidation("Content-Type", isJson ? "application/json" : "application/x-www-form-urlencoded");
        message.Headers.TryAddWithoutValidation(SlackSignature.TimestampHeader, timestamp);
        message.Headers.TryAddWithoutValidation(SlackSignature.SignatureHeader, SlackSignature.Sign(timestamp, bytes, secret));
        change?.Invoke(message);
        using var http = world.Http(null);
        return await http.SendAsync(message, Cancel);
    }

    /// <summary>A press as Slack describes it, for tests that forge one part of it.</summary>
    public static string Press(string user, string actionId, string value, string channel, string ts, Action<JsonObject>? change = null)
    {
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["api_app_id"] = GatewayWorld.App,
            ["team"] = new JsonObject { ["id"] = GatewayWorld.Team },
            ["user"] = new JsonObject { ["id"] = user, ["team_id"] = GatewayWorld.Team },
            ["container"] = new JsonObject { ["type"] = "message", ["channel_id"] = channel, ["message_ts"] = ts },
            ["channel"] = new JsonObject { ["id"] = channel },
            ["actions"] = new JsonArray(new JsonObject
            {
                ["action_id"] = actionId, ["block_id"] = "hitl.decide", ["type"] = "button", ["value"] = value, ["action_ts"] = Guid.NewGuid().ToString("N"),
            }),
        };
        change?.Invoke(payload);
        return "payload=" + Uri.EscapeDataString(payload.ToJsonString());
    }

    private static string Person(string user) => user[2..].ToLowerInvariant();

    private async Task<JsonObject> ActAsync(string user, string what, JsonObject body)
    {
        using var http = new HttpClient { BaseAddress = world.SandboxAddress };
        using var answer = await http.PostAsJsonAsync($"_sandbox/slack/users/{user}/{what}", body, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel)) as JsonObject ?? [];
    }
}
