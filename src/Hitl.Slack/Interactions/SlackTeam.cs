namespace Hitl.Slack.Interactions;

/// <summary>A workspace.</summary>
/// <param name="Id">Its id, opaque.</param>
public sealed record SlackTeam(string Id);
