using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Slack.SocketMode;

/// <summary>A text frame as read: exactly one member is set, none when it is nothing we know.</summary>
internal sealed record SocketFrame(SocketHello? Hello, string? DisconnectReason, SocketEnvelope? Envelope)
{
    private const int MaxDepth = 40;
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal) { "interactive", "slash_commands", "events_api" };
    private static readonly SocketFrame Unknown = new(null, null, null);

    public static SocketFrame Read(ReadOnlySpan<byte> text)
    {
        if (Parse(text) is not { } frame) return Unknown;
        return Text(frame, "type") switch
        {
            "hello" => Unknown with { Hello = new(Number(frame["num_connections"]), Text(frame["connection_info"] as JsonObject, "app_id")) },
            "disconnect" => Unknown with { DisconnectReason = Text(frame, "reason") ?? "unstated" },
            { } type when Types.Contains(type) && Text(frame, "envelope_id") is { Length: > 0 and <= 255 } id && frame["payload"] is JsonObject payload =>
                Unknown with { Envelope = new(id, type, payload, frame["accepts_response_payload"] is JsonValue value && value.TryGetValue<bool>(out var accepts) && accepts) },
            _ => Unknown,
        };
    }

    public static byte[] Acknowledge(SocketEnvelope envelope, SocketAnswer answer)
    {
        var frame = new JsonObject { ["envelope_id"] = envelope.Id };
        if (answer.Payload is { } payload && envelope.AcceptsResponse) frame["payload"] = payload.DeepClone();
        return Encoding.UTF8.GetBytes(frame.ToJsonString());
    }

    private static JsonObject? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            var frame = JsonNode.Parse(text, null, new() { MaxDepth = MaxDepth }) as JsonObject;
            // Counting its members is what makes the reader look at them: a repeated name shows only then.
            return frame?.Count > 0 ? frame : null;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject? members, string name) => members?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;
}
