using System.ComponentModel.DataAnnotations;

namespace Hitl.Slack.Signing;

/// <summary>What callbacks from Slack must prove. Bound from <c>Hitl:Slack</c>; checked before the host starts.</summary>
public sealed record SlackSigningOptions
{
    /// <summary>Secret Slack signs callbacks with. No default, at least 16 characters: a missing secret must stop the host.</summary>
    [Required, MinLength(16)]
    public string SigningSecret { get; init; } = "";

    /// <summary>The secret before the last rotation, accepted as well while it is set. Default null: only the current one counts.</summary>
    [MinLength(16)]
    public string? PreviousSigningSecret { get; init; }

    /// <summary>Workspace whose callbacks count, such as <c>T0LOCAL</c>. No default: a callback from another workspace is refused.</summary>
    [Required]
    public string TeamId { get; init; } = "";

    /// <summary>Our app's id, such as <c>A0HITL</c>. No default: a callback for another app is refused.</summary>
    [Required]
    public string AppId { get; init; } = "";

    /// <summary>The secrets that verify now: one, or two while a rotation overlaps.</summary>
    public IReadOnlyList<string> Secrets() => string.IsNullOrEmpty(PreviousSigningSecret) ? [SigningSecret] : [SigningSecret, PreviousSigningSecret];
}
