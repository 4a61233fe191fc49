using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Client;
using Hitl.Client.Problems;
using Hitl.Peers;

namespace Hitl.Cli;

/// <summary>Carries messages between a program's pipes and the gateway's MCP door. It knows no tool: what an agent may do is decided in one place only.</summary>
internal sealed class McpBridge(HttpClient http, TextReader input, TextWriter output, TimeProvider clock)
{
    private const string SessionHeader = "Mcp-Session-Id";
    private const string VersionKey = "io.modelcontextprotocol/protocolVersion";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly SemaphoreSlim _writing = new(1);
    private string? _session;
    private string? _version;

    /// <summary>Carries messages until the input ends; calls under way then are given up.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var calls = new List<Task>();
        while (await input.ReadLineAsync(cancel) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Parse(line) is not { } message)
            {
                await WriteAsync(Error(null, -32700, "body.not_json: Send one JSON-RPC message a line.", null));
                continue;
            }

            // Everything after the handshake needs its answer; calls wait for people, so they run side by side.
            if (message.ContainsKey("id") && message["method"]?.GetValue<string>() != "initialize") calls.Add(CarryAsync(message, line, over.Token));
            else await CarryAsync(message, line, over.Token);
            calls.RemoveAll(call => call.IsCompleted);
        }

        await over.CancelAsync();
        await Task.WhenAll(calls);
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject message && (message["method"] is null || message["method"]!.GetValueKind() == JsonValueKind.String) ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Error(JsonNode? id, int code, string message, Problem? problem) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id?.DeepClone(),
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message, ["data"] = problem is null ? null : JsonSerializer.SerializeToNode(problem, HitlJson.Options) },
    };

    private async Task CarryAsync(JsonObject message, string line, CancellationToken cancel)
    {
        try
        {
            using var answer = await SendAsync(message, line, cancel);
            if (!answer.IsSuccessStatusCode) await RefusedAsync(message, answer, cancel);
            else if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream") await CopyAsync(message, answer, cancel);
        }
        catch (Exception error) when (PeerFailure.IsAway(error))
        {
            if (message["id"] is { } id) await WriteAsync(Error(id, -32000, $"gateway.unreachable: {http.BaseAddress} did not answer: {error.Message}", null));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Nobody reads answers any more.
            return;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(JsonObject message, string line, CancellationToken cancel)
    {
        for (var started = clock.GetTimestamp(); ;)
        {
            using var post = Post(message, line);
            try
            {
                var answer = await http.SendAsync(post, HttpCompletionOption.ResponseHeadersRead, cancel);
                if ((int)answer.StatusCode != 404 || !post.Headers.Contains(SessionHeader)) return answer;
                // The session's time is over. It carries nothing, so going on without one is the same.
                answer.Dispose();
                _session = null;
            }
            // Nothing was sent: the gateway may be starting again.
            catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError && clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, clock, cancel);
            }
        }
    }

    private HttpRequestMessage Post(JsonObject message, string line)
    {
        var post = new HttpRequestMessage(HttpMethod.Post, "mcp") { Content = new StringContent(line, Encoding.UTF8, "application/json") };
        post.Headers.Accept.ParseAdd("application/json, text/event-stream");
        var own = ((message["params"] as JsonObject)?["_meta"] as JsonObject)?[VersionKey]?.ToString();
        if ((own ?? _version) is { } version) post.Headers.TryAddWithoutValidation("MCP-Protocol-Version", version);
        if (own is null && _session is { } session) post.Headers.TryAddWithoutValidation(SessionHeader, session);
        return post;
    }

    private async Task CopyAsync(JsonObject message, HttpResponseMessage answer, CancellationToken cancel)
    {
        var begins = message["method"]?.GetValue<string>() == "initialize";
        if (begins && answer.Headers.TryGetValues(SessionHeader, out var named)) _session = named.First();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancel))
        {
            if (item.Data.Length == 0 || JsonNode.Parse(item.Data) is not JsonObject said) continue;
            if (begins) _version = (said["result"] as JsonObject)?["protocolVersion"]?.ToString() ?? _version;
            await WriteAsync(said);
        }
    }

    private async Task RefusedAsync(JsonObject message, HttpResponseMessage answer, CancellationToken cancel)
    {
        if (message["id"] is not { } id) return;
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var problem = isProblem ? JsonSerializer.Deserialize<Problem>(await answer.Content.ReadAsStringAsync(cancel), HitlJson.Options) : null;
        await WriteAsync(Error(id, -32000, $"{problem?.Code ?? "http." + (int)answer.StatusCode}: {problem?.Detail ?? answer.ReasonPhrase}", problem));
    }

    private async Task WriteAsync(JsonObject message)
    {
        await _writing.WaitAsync();
        try
        {
            await output.WriteAsync(message.ToJsonString() + "\n");
            await output.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }
}
