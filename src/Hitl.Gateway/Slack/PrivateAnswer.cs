namespace Hitl.Gateway.Slack;

/// <summary>A line for one person only.</summary>
/// <param name="ResponseUrl">Slack's address for answers to this press; null when there is none.</param>
/// <param name="Channel">Where the person is looking; null when not known.</param>
/// <param name="User">Slack's user id.</param>
/// <param name="Text">Plain words.</param>
internal sealed record PrivateAnswer(string? ResponseUrl, string? Channel, string User, string Text);
