using System.ComponentModel.DataAnnotations;

namespace Hitl.Gateway.Slack;

/// <summary>Whose callbacks we accept, and how they reach us. Bound from <c>Hitl:Slack</c>; checked before the host starts.</summary>
public sealed record SlackDoorOptions : IValidatableObject
{
    private const int ShortestSecret = 16;

    /// <summary>Secret Slack signs callbacks with, at least 16 characters: chooses signed HTTP. Default empty.</summary>
    public string SigningSecret { get; init; } = "";

    /// <summary>The secret before the last rotation, accepted as well while it is set. Default null.</summary>
    public string? PreviousSigningSecret { get; init; }

    /// <summary>The app-level token (<c>xapp-…</c>): chooses Socket Mode. Default empty. Never beside <see cref="SigningSecret"/>.</summary>
    public string AppToken { get; init; } = "";

    /// <summary>Our workspace; callbacks and people of another are refused. No default.</summary>
    [Required, MinLength(1)]
    public string TeamId { get; init; } = "";

    /// <summary>Our app; callbacks of another are refused. No default.</summary>
    [Required, MinLength(1)]
    public string AppId { get; init; } = "";

    /// <summary>Whether callbacks come over a connection that we hold, instead of to our address.</summary>
    public bool IsSocketMode => AppToken.Length > 0;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AppToken.Length > 0 && SigningSecret.Length > 0)
        {
            yield return new(
                "slack.two_transports: Hitl:Slack:SigningSecret chooses signed HTTP and Hitl:Slack:AppToken chooses Socket Mode; set exactly one of them.",
                [nameof(AppToken), nameof(SigningSecret)]);
        }

        if (AppToken.Length == 0 && SigningSecret.Length < ShortestSecret)
        {
            yield return new(
                "slack.no_transport: set Hitl:Slack:SigningSecret (signed HTTP, at least 16 characters) or Hitl:Slack:AppToken (Socket Mode).", [nameof(SigningSecret)]);
        }

        if (AppToken.Length > 0 && !AppToken.StartsWith("xapp-", StringComparison.Ordinal))
            yield return new("slack.app_token: Hitl:Slack:AppToken must be an app-level token, which begins with xapp-.", [nameof(AppToken)]);
    }

    /// <summary>The secrets that count now.</summary>
    internal IReadOnlyList<string> Secrets() => string.IsNullOrEmpty(PreviousSigningSecret) ? [SigningSecret] : [SigningSecret, PreviousSigningSecret];
}
