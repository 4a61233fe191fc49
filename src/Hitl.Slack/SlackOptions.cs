using System.ComponentModel.DataAnnotations;

namespace Hitl.Slack;

/// <summary>How we talk to Slack. Bound from <c>Hitl:Slack</c>; checked before the host starts.</summary>
public sealed record SlackOptions : IValidatableObject
{
    /// <summary>Base address of the Web API. Default <c>https://slack.com/api/</c>; the local Slack has another.</summary>
    [Required]
    public Uri ApiUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>The bot's token (<c>xoxb-…</c>). No default: a missing token must stop the host.</summary>
    [Required, MinLength(5)]
    public string BotToken { get; init; } = "";

    /// <summary>Client id of the app; only for token rotation. Default empty.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Client secret of the app; only for token rotation. Default empty.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>
    /// The refresh token (<c>xoxe-1-…</c>) that came with the installation: switches token rotation on, with <see cref="ClientId"/> and
    /// <see cref="ClientSecret"/>. It is used once; what follows is kept in the database. Default empty: the bot token does not rotate.
    /// </summary>
    public string RefreshToken { get; init; } = "";

    /// <summary>Longest wait for one answer. Default 10 s; allowed 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where people read a request in full, shown on cards that do not fit. Default null: the card names the console without an address.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <summary>
    /// Statuses by which people say in Slack that they are away, as Slack names their emoji, with a blank between them. Default what Slack offers as
    /// "Vacationing" and "Out sick": <c>:palm_tree: :face_with_thermometer:</c>. Empty: nothing follows from a status.
    /// </summary>
    [RegularExpression("^(:[^ :]+:( |$))*$")]
    public string AwayStatuses { get; init; } = ":palm_tree: :face_with_thermometer:";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RefreshToken.Length > 0 && (ClientId.Length == 0 || ClientSecret.Length == 0))
            yield return new("Hitl:Slack:RefreshToken needs Hitl:Slack:ClientId and Hitl:Slack:ClientSecret beside it.", [nameof(RefreshToken), nameof(ClientId), nameof(ClientSecret)]);
    }

    /// <summary>The base address with the slash that relative method names need.</summary>
    internal Uri Base() => ApiUrl.AbsoluteUri.EndsWith('/') ? ApiUrl : new(ApiUrl.AbsoluteUri + "/");
}
