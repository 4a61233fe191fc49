using System.Text.Json;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Hitl.Gateway.Mcp;

/// <summary>Streamable HTTP: one POST, one message, and for a call a stream of events that ends with its answer. No state is kept between two POSTs.</summary>
internal sealed class McpDoor(McpSessions sessions, McpCalls calls, McpServers servers, IOptions<McpOptions> options)
{
    private const string SessionHeader = "Mcp-Session-Id";
    private const string VersionHeader = "MCP-Protocol-Version";
    private const string Stream = "text/event-stream";

    // The revisions whose handshake the SDK speaks; the newest has neither handshake nor session.
    private static readonly string[] Versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"];

    private static readonly Refusal OriginDenied = new(403, "origin.denied", "Web pages may not call this door. An agent's program sends no Origin header; a page's must be in Hitl:Mcp:AllowedOrigins.");
    private static readonly Refusal SessionNotFound = new(404, "session.not_found", "There is no such session. Begin another with 'initialize'.");
    private static readonly Refusal NotAcceptable = new(406, "http.not_acceptable", $"Send 'Accept: application/json, {Stream}': calls are answered as a stream of events.");
    private static readonly Refusal Batch = new(400, "batch.too_large", "One message for each POST: batches are not taken, of any size.");
    private static readonly Refusal NotRpc = new(400, "rpc.invalid", "The body is no JSON-RPC 2.0 message of the Model Context Protocol.");
    private static readonly Refusal Mismatch = new(400, "rpc.header_mismatch", "The headers Mcp-Method and Mcp-Name must say what the body says.");

    public async Task<IResult> PostAsync(HttpContext http)
    {
        var caller = Caller.Of(http);
        var refusal = CheckHeaders(http.Request, caller, out var session);
        if (refusal is not null) return refusal.AsResult();
        var (body, unread) = await BodyReader.BytesAsync(http.Request, BodyReader.JsonLimit, http.RequestAborted);
        if (body is null) return unread!.AsResult();
        if (StrictJson.Parse(body, out refusal) is not { } value) return refusal!.AsResult();
        if (value.ValueKind == JsonValueKind.Array) return Batch.AsResult();
        if (value.ValueKind != JsonValueKind.Object || Read(value) is not { } message) return NotRpc.AsResult();
        if (!HeadersAgree(http.Request, value)) return Mismatch.AsResult();
        if (message is JsonRpcNotification note) return await NotedAsync(note, caller, session);
        return message is JsonRpcRequest call ? await AnswerAsync(http, call, value, caller, session) : TypedResults.Accepted((string?)null);
    }

    private static JsonRpcMessage? Read(JsonElement value)
    {
        try
        {
            return value.Deserialize<JsonRpcMessage>(McpJsonUtilities.DefaultOptions);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static bool HeadersAgree(HttpRequest request, JsonElement body)
    {
        var says = body.TryGetProperty("method", out var method) ? method.ToString() : null;
        var name = body.TryGetProperty("params", out var given) && given.ValueKind == JsonValueKind.Object && given.TryGetProperty("name", out var named) ? named.ToString() : null;
        return Agrees("Mcp-Method", says) && (says != RequestMethods.ToolsCall || Agrees("Mcp-Name", name));

        bool Agrees(string header, string? value) => request.Headers[header] is not { Count: > 0 } sent || sent.ToString() == value;
    }

    private Refusal? CheckHeaders(HttpRequest request, Caller caller, out string session)
    {
        session = "";
        if (request.Headers.Origin is { Count: > 0 } origin && !options.Value.AllowedOrigins.Contains(origin.ToString(), StringComparer.OrdinalIgnoreCase)) return OriginDenied;
        if (!request.HasJsonContentType()) return new(415, "body.media_type", "Send the body as application/json.");
        if (!request.Headers.Accept.ToString().Contains(Stream, StringComparison.OrdinalIgnoreCase)) return NotAcceptable;
        if (request.Headers[VersionHeader] is { Count: > 0 } version && !Versions.Contains(version.ToString(), StringComparer.Ordinal))
            return new(400, "protocol.version", $"There is no protocol revision '{Quoted.Cut(version.ToString())}' here. Known: {string.Join(", ", Versions)}.") { Field = VersionHeader };
        if (request.Headers[SessionHeader] is not { Count: > 0 } named) return null;
        session = named.ToString();
        return sessions.Knows(session, caller) ? null : SessionNotFound;
    }

    private async Task<IResult> NotedAsync(JsonRpcNotification note, Caller caller, string session)
    {
        // A cancelled call may have been done all the same: whoever needs to know asks again with the same key.
        if (note.Method == NotificationMethods.CancelledNotification && note.Params?["requestId"] is { } id) await calls.CancelAsync(caller, session, id.ToJsonString());
        return TypedResults.Accepted((string?)null);
    }

    private async Task<IResult> AnswerAsync(HttpContext http, JsonRpcRequest call, JsonElement body, Caller caller, string session)
    {
        if (calls.Enter(caller) is { } full) return full.AsResult();
        try
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            using var tracked = calls.Track(caller, session, body.GetProperty("id").GetRawText(), stopping);
            if (call.Method == RequestMethods.Initialize) http.Response.Headers[SessionHeader] = sessions.Begin(caller);
            call.Context = new() { ProtocolVersion = http.Request.Headers[VersionHeader] is { Count: > 0 } version ? version.ToString() : null };
            http.Response.ContentType = Stream;
            http.Response.Headers.CacheControl = "no-store";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await servers.ServeAsync(call, body, new(caller, http.Request.Headers.Authorization.ToString()), http.Response.Body, stopping.Token);
            return TypedResults.Empty;
        }
        catch (JsonException) when (!http.Response.HasStarted)
        {
            // The SDK reads some parameters before it begins to answer.
            return NotRpc.AsResult();
        }
        finally
        {
            calls.Leave(caller);
        }
    }
}
