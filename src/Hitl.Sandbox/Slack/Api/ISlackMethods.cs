namespace Hitl.Sandbox.Slack.Api;

/// <summary>A family of Web API methods.</summary>
internal interface ISlackMethods
{
    /// <summary>By full name, e.g. "chat.postMessage".</summary>
    IReadOnlyDictionary<string, SlackMethod> Methods { get; }
}
