namespace Hitl.Slack.Interactions;

/// <summary>What holds a pressed element.</summary>
/// <param name="Type"><c>message</c> or <c>view</c>.</param>
/// <param name="MessageTs">The message's id, for a message.</param>
/// <param name="ChannelId">Its channel, for a message.</param>
/// <param name="ViewId">The view's id, for a view.</param>
public sealed record SlackContainer(string? Type, string? MessageTs, string? ChannelId, string? ViewId);
