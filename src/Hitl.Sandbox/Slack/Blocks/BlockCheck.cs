using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Blocks;

/// <summary>Looks at one value and reports what Slack would refuse.</summary>
/// <param name="pointer">Where the value stands, as a JSON pointer.</param>
internal delegate void BlockCheck(JsonNode node, string pointer, BlockProblems problems);
