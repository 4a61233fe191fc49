using System.Text.Json.Nodes;

namespace Hitl.Slack.Cards;

/// <summary>A card as Slack gets it.</summary>
/// <param name="Blocks">Block Kit, at most 50 blocks.</param>
/// <param name="Text">For notifications and screen readers; says nothing that data could have written.</param>
/// <param name="Hash">SHA-256 of blocks and text, 64 hex digits: what was shown.</param>
/// <param name="IsDecidable">Whether it has buttons.</param>
public sealed record RenderedCard(JsonArray Blocks, string Text, string Hash, bool IsDecidable);
