using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Delivery;

namespace Hitl.Sandbox.Slack.SocketMode;

/// <summary>The Socket Mode side of Slack: at most ten connections, each payload to any one of them.</summary>
internal sealed class SocketHub(SandboxOptions options, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int MostConnections = 10;
    private const int MostRemembered = 200;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _tickets = [];
    private readonly List<SocketConnection> _connections = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _unanswered = new();
    private readonly List<string> _acknowledged = [];
    private int _served;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count(connection => connection.IsOpen);
            }
        }
    }

    public bool Any => Count > 0;

    /// <summary>Connections now and ever, and which envelopes were acknowledged, for tests of a client.</summary>
    public JsonObject Report()
    {
        lock (_gate)
        {
            var acknowledged = new JsonArray([.. _acknowledged.Select(id => (JsonNode)id)]);
            return new() { ["connections"] = _connections.Count(connection => connection.IsOpen), ["served"] = _served, ["acknowledged"] = acknowledged };
        }
    }

    /// <summary>A one-time address for one connection.</summary>
    public string NewUrl(string baseAddress)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_gate)
        {
            _tickets.Add(ticket);
        }

        return $"ws{baseAddress["http".Length..]}/link/?ticket={ticket}&app_id={options.Slack.AppId}";
    }

    /// <summary>Serves one connection until it ends.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !TakeTicket(context.Request.Query["ticket"].ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new SocketConnection(socket);
        if (!Join(connection))
        {
            await connection.SendAsync(Disconnect("too_many_websockets"));
            await connection.CloseAsync();
            return;
        }

        try
        {
            await connection.SendAsync(Hello());
            await connection.ReadAllAsync(Acknowledge, lifetime.ApplicationStopping);
        }
        finally
        {
            Leave(connection);
        }
    }

    /// <summary>Sends a payload over any one connection and waits for its acknowledgement.</summary>
    public async Task<(bool Acknowledged, JsonNode? Payload)> SendAsync(Outgoing outgoing, TimeSpan within)
    {
        var id = Guid.NewGuid().ToString();
        var answer = _unanswered[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return await SendToAnyAsync(Envelope(id, outgoing)) ? (true, await answer.Task.WaitAsync(within, clock)) : (false, null);
        }
        catch (TimeoutException)
        {
            return (false, null);
        }
        finally
        {
            _unanswered.TryRemove(id, out _);
        }
    }

    /// <summary>Tells every connection to go, or drops it without a word.</summary>
    /// <param name="reason">warning, refresh_requested, link_disabled ….</param>
    public async Task DisconnectAsync(string reason, bool hard)
    {
        foreach (var connection in All())
        {
            if (hard) connection.Abort();
            else await connection.SendAsync(Disconnect(reason));
        }
    }

    /// <summary>Sends any text as a frame, for tests of a client's tolerance.</summary>
    public async Task SendRawAsync(string text)
    {
        foreach (var connection in All()) await connection.SendTextAsync(text);
    }

    private List<SocketConnection> All()
    {
        lock (_gate)
        {
            return [.. _connections];
        }
    }

    // What one connection did not take because it went at that moment, another one takes.
    private async Task<bool> SendToAnyAsync(JsonObject envelope)
    {
        while (PickOne() is { } connection)
        {
            if (await connection.SendAsync(envelope)) return true;
        }

        return false;
    }

    private SocketConnection? PickOne()
    {
        lock (_gate)
        {
            var open = _connections.FindAll(connection => connection.IsOpen);
            return open.Count == 0 ? null : open[RandomNumberGenerator.GetInt32(open.Count)];
        }
    }

    private bool TakeTicket(string ticket)
    {
        lock (_gate)
        {
            return _tickets.Remove(ticket);
        }
    }

    private bool Join(SocketConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Count >= MostConnections) return false;
            _connections.Add(connection);
            _served++;
            return true;
        }
    }

    private void Leave(SocketConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
        }
    }

    private void Acknowledge(JsonObject frame)
    {
        if (frame.Text("envelope_id") is not { } id) return;
        lock (_gate)
        {
            _acknowledged.Add(id);
            if (_acknowledged.Count > MostRemembered) _acknowledged.RemoveAt(0);
        }

        if (_unanswered.TryGetValue(id, out var answer)) answer.TrySetResult(WireJson.Copy(frame["payload"]));
    }

    private JsonObject Hello() => new()
    {
        ["type"] = "hello",
        ["num_connections"] = Count,
        ["connection_info"] = new JsonObject { ["app_id"] = options.Slack.AppId },
        ["debug_info"] = new JsonObject { ["host"] = "sandbox", ["started"] = clock.GetUtcNow().ToString("O"), ["build_number"] = 1, ["approximate_connection_time"] = 18060 },
    };

    private static JsonObject Disconnect(string reason) =>
        new() { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "sandbox" } };

    private static JsonObject Envelope(string id, Outgoing outgoing)
    {
        var envelope = new JsonObject
        {
            ["envelope_id"] = id,
            ["type"] = outgoing.Kind,
            ["payload"] = outgoing.Payload.DeepClone(),
            ["accepts_response_payload"] = outgoing.Kind is "slash_commands" || outgoing.What == "view_submission",
        };
        if (outgoing.Kind == "events_api") (envelope["retry_attempt"], envelope["retry_reason"]) = (outgoing.Retry, outgoing.RetryReason ?? "");
        return envelope;
    }
}
