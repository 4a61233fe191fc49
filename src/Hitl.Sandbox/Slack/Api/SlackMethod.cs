namespace Hitl.Sandbox.Slack.Api;

/// <summary>A Web API method. State is in memory, so none of them waits.</summary>
internal delegate SlackAnswer SlackMethod(SlackCall call);
