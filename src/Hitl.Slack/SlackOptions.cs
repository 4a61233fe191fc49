using System.ComponentModel.DataAnnotations;

namespace Hitl.Slack;

/// <summary>How we talk to Slack. Bound from <c>Hitl:Slack</c>; checked before the host starts.</summary>
public sealed record SlackOptions
{
    /// <summary>Base address of the Web API. Default <c>https://slack.com/api/</c>; the local Slack has another.</summary>
    [Required]
    public Uri ApiUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>The bot's token (<c>xoxb-…</c>). No default: a missing token must stop the host.</summary>
    [Required, MinLength(5)]
    public string BotToken { get; init; } = "";

    /// <summary>Longest wait for one answer. Default 10 s; allowed 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where people read a request in full, shown on cards that do not fit. Default null: the card names the console without an address.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <summary>The base address with the slash that relative method names need.</summary>
    internal Uri Base() => ApiUrl.AbsoluteUri.EndsWith('/') ? ApiUrl : new(ApiUrl.AbsoluteUri + "/");
}
