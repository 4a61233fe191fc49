namespace Hitl.Slack.Home;

/// <summary>Similar requests that can be decided together.</summary>
/// <param name="Action">The action they share.</param>
/// <param name="Text">What the button says, at most 75 characters are shown.</param>
public sealed record HomeGroup(string Action, string Text);
