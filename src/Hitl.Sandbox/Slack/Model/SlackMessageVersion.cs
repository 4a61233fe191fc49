using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>What a message said until it was edited.</summary>
internal sealed record SlackMessageVersion(DateTimeOffset Until, string Text, JsonArray? Blocks, JsonObject? Metadata);
