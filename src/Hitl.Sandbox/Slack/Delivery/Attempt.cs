using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Delivery;

/// <summary>One try at handing a payload to the app, and what came back.</summary>
/// <param name="Transport">"http" or "socket".</param>
/// <param name="Error">http_timeout, connection_failed, dropped, late; null when an answer arrived.</param>
internal sealed record Attempt(string Transport, int? Status, string? Body, string? Error, double ElapsedMs)
{
    /// <summary>Set by the app to stop retries of an event.</summary>
    public bool NoRetry { get; init; }

    public bool Succeeded => Status is >= 200 and < 300;

    public JsonNode? Json => WireJson.TryParse(Body);
}
