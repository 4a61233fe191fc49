using Hitl.Slack.WebApi;

namespace Hitl.Slack;

/// <summary>Slack could not be asked, so nothing is known. Trying again later may help.</summary>
public sealed class SlackUnavailableException(SlackReply reply) : Exception($"Slack could not be asked: {reply.Error}.")
{
    /// <summary>Always true: a dependency failed, nothing of ours was refused.</summary>
    public bool IsTransient => true;

    /// <summary>How long Slack asked us to wait; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; } = reply.RetryAfter;
}
