namespace Hitl.Sandbox.Slack.Model;

/// <summary>A short-lived way to answer one interaction.</summary>
/// <param name="MessageTs">The message it may replace or delete; null after a slash command.</param>
internal sealed record ResponseUrl(string Id, string User, string Channel, string? MessageTs, DateTimeOffset Issued, int Uses);
