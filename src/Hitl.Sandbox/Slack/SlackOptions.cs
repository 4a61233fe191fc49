namespace Hitl.Sandbox.Slack;

/// <summary>The one app installed in the local Slack, and where it is reached. Bound from <c>Sandbox:Slack</c>.</summary>
internal sealed record SlackOptions
{
    /// <summary>Where interactions are posted. Default http://127.0.0.1:8080/slack/interactions.</summary>
    public string RequestUrl { get; init; } = "http://127.0.0.1:8080/slack/interactions";

    /// <summary>Where events are posted. Default http://127.0.0.1:8080/slack/events.</summary>
    public string EventsUrl { get; init; } = "http://127.0.0.1:8080/slack/events";

    /// <summary>Where slash commands are posted. Default http://127.0.0.1:8080/slack/commands.</summary>
    public string CommandsUrl { get; init; } = "http://127.0.0.1:8080/slack/commands";

    /// <summary>Signs what is posted to the app. Not a secret: it protects nothing but this sandbox.</summary>
    public string SigningSecret { get; init; } = "local-slack-signing-secret-for-development";

    /// <summary>Token the Web API accepts.</summary>
    public string BotToken { get; init; } = "xoxb-local-sandbox";

    /// <summary>Token apps.connections.open accepts.</summary>
    public string AppToken { get; init; } = "xapp-local-sandbox";

    /// <summary>Client id of Sign in with Slack.</summary>
    public string ClientId { get; init; } = "local-sandbox-client";

    /// <summary>Client secret of Sign in with Slack.</summary>
    public string ClientSecret { get; init; } = "local-sandbox-client-secret";

    public string AppId { get; init; } = "A0HITL";

    public string TeamId { get; init; } = "T0HITL";

    public string TeamName { get; init; } = "Local workspace";

    public string TeamDomain { get; init; } = "local";

    public string BotUserId { get; init; } = "U0BOT";

    public string BotId { get; init; } = "B0BOT";

    /// <summary>How long Slack waits for an answer. Default 3 seconds, as Slack does.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(3);

    internal IEnumerable<string> Addresses => [RequestUrl, EventsUrl, CommandsUrl];
}
