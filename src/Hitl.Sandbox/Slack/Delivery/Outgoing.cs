using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Delivery;

/// <summary>One payload for the app, ready for either transport.</summary>
/// <param name="Kind">Socket Mode envelope type: interactive, slash_commands or events_api.</param>
/// <param name="What">Payload type, for faults and the log: block_actions, view_submission, /command, app_home_opened ….</param>
internal sealed record Outgoing(string Kind, string What, string User, string Url, string ContentType, byte[] Body, JsonObject Payload)
{
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>Which retry this is: 0 first, then 1 to 3.</summary>
    public int Retry { get; init; }

    public string? RetryReason { get; init; }

    public static Outgoing Interaction(JsonObject payload, string user, SlackOptions app) => new(
        "interactive", payload.Text("type") ?? "", user, app.RequestUrl, Form,
        Encode([new("payload", WireJson.Write(payload))]), payload);

    public static Outgoing Command(JsonObject fields, string user, SlackOptions app) => new(
        "slash_commands", fields.Text("command") ?? "", user, app.CommandsUrl, Form,
        Encode(fields.Select(field => new KeyValuePair<string, string>(field.Key, field.Value?.ToString() ?? ""))), fields);

    public static Outgoing Event(JsonObject payload, string user, SlackOptions app) => new(
        "events_api", payload["event"]?.Text("type") ?? payload.Text("type") ?? "", user, app.EventsUrl, "application/json",
        Encoding.UTF8.GetBytes(WireJson.Write(payload)), payload);

    private static byte[] Encode(IEnumerable<KeyValuePair<string, string>> fields) => Encoding.UTF8.GetBytes(string.Join(
        '&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value).Replace("%20", "+")}")));
}
