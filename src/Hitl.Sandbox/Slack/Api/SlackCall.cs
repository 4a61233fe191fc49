namespace Hitl.Sandbox.Slack.Api;

/// <summary>One authenticated call of a Web API method.</summary>
/// <param name="Token">As presented; userInfo tells people apart by it.</param>
internal sealed record SlackCall(string Method, SlackArguments Arguments, string Token);
