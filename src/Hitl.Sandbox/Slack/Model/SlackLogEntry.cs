using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>One exchange: a call of the app ("call") or a delivery to it ("delivery").</summary>
internal sealed record SlackLogEntry(
    long Number, DateTimeOffset At, string Direction, string What, JsonNode? Sent, int? Status, JsonNode? Answer, double Milliseconds, string? Note);
