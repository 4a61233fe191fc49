using Microsoft.Extensions.Options;

namespace Hitl.Slack.WebApi;

/// <summary>The one token of the options, for apps whose tokens do not rotate.</summary>
internal sealed class FixedSlackTokens(IOptions<SlackOptions> options) : ISlackTokens
{
    public ValueTask<string?> BotTokenAsync(CancellationToken cancel) => new(options.Value.BotToken);

    public void Ended(string token)
    {
        // Nothing can be done about it here: the caller is told what Slack said, and the health check says so too.
    }
}
