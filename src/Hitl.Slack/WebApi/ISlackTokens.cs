namespace Hitl.Slack.WebApi;

/// <summary>Which bot token calls carry now.</summary>
public interface ISlackTokens
{
    /// <summary>The token to call with; null when there is none now, and trying again later may help.</summary>
    ValueTask<string?> BotTokenAsync(CancellationToken cancel);

    /// <summary>Slack said that this token has ended.</summary>
    /// <param name="token">The token a call carried.</param>
    void Ended(string token);
}
