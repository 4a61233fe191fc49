namespace Hitl.Client.Slack;

/// <summary>How the way to Slack stands.</summary>
/// <param name="Transport">How Slack reaches the gateway, and whether it does.</param>
/// <param name="Workspace">The workspace the bot's token belongs to; null when Slack does not take the token.</param>
/// <param name="Findings">One line per thing looked at.</param>
public sealed record SlackCheckView(string Transport, string? Workspace, IReadOnlyList<SlackFinding> Findings);
