namespace Hitl.Slack.Interactions;

/// <summary>A channel in a payload.</summary>
/// <param name="Id">Channel id, opaque.</param>
public sealed record SlackChannelRef(string Id);
