namespace Hitl.Slack.WebApi;

/// <summary>What an answer of the Web API means for the caller.</summary>
public enum SlackReplyKind
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>Slack said no with a code; the same call will be refused again.</summary>
    Refused,

    /// <summary>Certainly not done, try later: rate limit, no connection, our token out of order.</summary>
    Later,

    /// <summary>May have been done: timeout, cut or unreadable answer, server error.</summary>
    Unknown,
}
