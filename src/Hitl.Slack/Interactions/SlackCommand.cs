namespace Hitl.Slack.Interactions;

/// <summary>A slash command: plain form fields.</summary>
/// <param name="Command">The command with its slash.</param>
/// <param name="Text">What was typed after it, untrusted.</param>
/// <param name="UserId">Who typed it.</param>
/// <param name="TeamId">Workspace.</param>
/// <param name="ApiAppId">Our app's id.</param>
/// <param name="ChannelId">Where it was typed.</param>
/// <param name="TriggerId">Opens one modal within 3 s; also names the delivery.</param>
/// <param name="ResponseUrl">Answers privately, at most 5 times within 30 min.</param>
public sealed record SlackCommand(
    string Command, string Text, string UserId, string TeamId, string? ApiAppId, string? ChannelId, string? TriggerId, string? ResponseUrl);
