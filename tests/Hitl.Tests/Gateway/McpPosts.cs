using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;

namespace Hitl.Tests.Gateway;

/// <summary>Speaks to the MCP door byte by byte, as a client that need not behave.</summary>
internal static class McpPosts
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static JsonObject Message(string method, JsonObject? parameters = null, JsonNode? id = null) => new()
    {
        ["jsonrpc"] = "2.0", ["id"] = id ?? 1, ["method"] = method, ["params"] = parameters ?? [],
    };

    public static JsonObject Initialize(string version = "2025-11-25") => Message("initialize", new()
    {
        ["protocolVersion"] = version, ["capabilities"] = new JsonObject(), ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
    });

    public static JsonObject Call(string tool, JsonObject arguments, JsonNode? id = null) => Message("tools/call", new() { ["name"] = tool, ["arguments"] = arguments }, id);

    public static async Task<HttpResponseMessage> PostAsync(GatewayWorld world, string? who, string body, params (string Name, string Value)[] headers)
    {
        using var http = world.Http(who);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        foreach (var (name, value) in headers) message.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(message, Cancel);
    }

    /// <summary>The answer to a message: the last event of the stream.</summary>
    public static async Task<JsonObject> AnswerAsync(GatewayWorld world, string who, JsonObject message, params (string Name, string Value)[] headers)
    {
        using var answer = await PostAsync(world, who, message.ToJsonString(), headers);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancel)}");
        return (await EventsAsync(answer))[^1];
    }

    /// <summary>The result of a tool.</summary>
    public static async Task<JsonObject> ToolAsync(GatewayWorld world, string who, string tool, JsonObject arguments) =>
        (await AnswerAsync(world, who, Call(tool, arguments)))["result"]!.AsObject();

    public static async Task<JsonObject> RefusedAsync(GatewayWorld world, string who, string tool, JsonObject arguments, string code)
    {
        var result = await ToolAsync(world, who, tool, arguments);
        Assert.True(result["isError"]!.GetValue<bool>(), result.ToJsonString());
        Assert.StartsWith(code + ": ", result["content"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        var problem = result["_meta"]!["hitl/problem"]!.AsObject();
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Null(result["structuredContent"]);
        return problem;
    }

    public static async Task<List<JsonObject>> EventsAsync(HttpResponseMessage answer)
    {
        var events = new List<JsonObject>();
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancel);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancel))
            if (item.Data.Length > 0) events.Add(JsonNode.Parse(item.Data)!.AsObject());
        return events;
    }

    public static JsonObject Note(Action<JsonObject>? spoil = null)
    {
        var arguments = JsonNode.Parse(Asks.Json())!.AsObject();
        arguments.Remove("action");
        arguments["idempotencyKey"] = Asks.Key();
        spoil?.Invoke(arguments);
        return arguments;
    }
}
