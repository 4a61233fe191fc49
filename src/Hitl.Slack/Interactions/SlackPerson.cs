namespace Hitl.Slack.Interactions;

/// <summary>A Slack user in a payload.</summary>
/// <param name="Id">User id, opaque; may begin with U or W.</param>
/// <param name="TeamId">The user's own workspace, which in a shared channel need not be ours.</param>
public sealed record SlackPerson(string Id, string? TeamId);
