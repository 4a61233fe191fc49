using System.Text.Json.Nodes;

namespace Hitl.Slack.SocketMode;

/// <summary>One payload as Socket Mode delivers it. It came over a connection that only Slack could open, so it needs no signature.</summary>
/// <param name="Id">Names the envelope; the acknowledgement carries it.</param>
/// <param name="Type"><c>interactive</c>, <c>slash_commands</c> or <c>events_api</c>.</param>
/// <param name="Payload">What HTTP would have carried.</param>
/// <param name="AcceptsResponse">Whether the acknowledgement may carry an answer.</param>
public sealed record SocketEnvelope(string Id, string Type, JsonObject Payload, bool AcceptsResponse);
