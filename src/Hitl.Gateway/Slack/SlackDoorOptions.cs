using System.ComponentModel.DataAnnotations;

namespace Hitl.Gateway.Slack;

/// <summary>Whose callbacks we accept. Bound from <c>Hitl:Slack</c>; checked before the host starts.</summary>
public sealed record SlackDoorOptions
{
    /// <summary>Secret Slack signs callbacks with. No default: a missing secret must stop the host.</summary>
    [Required, MinLength(16)]
    public string SigningSecret { get; init; } = "";

    /// <summary>The secret before the last rotation, accepted as well while it is set. Default null.</summary>
    public string? PreviousSigningSecret { get; init; }

    /// <summary>Our workspace; callbacks and people of another are refused. No default.</summary>
    [Required, MinLength(1)]
    public string TeamId { get; init; } = "";

    /// <summary>Our app; callbacks of another are refused. No default.</summary>
    [Required, MinLength(1)]
    public string AppId { get; init; } = "";

    /// <summary>The secrets that count now.</summary>
    internal IReadOnlyList<string> Secrets() => string.IsNullOrEmpty(PreviousSigningSecret) ? [SigningSecret] : [SigningSecret, PreviousSigningSecret];
}
