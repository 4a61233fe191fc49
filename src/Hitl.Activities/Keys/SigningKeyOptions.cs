using System.ComponentModel.DataAnnotations;

namespace Hitl.Activities.Keys;

/// <summary>The keys that bind cards and decisions. Bound from <c>Hitl:Keys</c>; checked before the host starts.</summary>
public sealed record SigningKeyOptions
{
    /// <summary>Where the options are bound from.</summary>
    public const string Section = "Hitl:Keys";

    /// <summary>Id of the key that signs, 1–16 characters of a–z, 0–9 and dash. No default.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,16}$")]
    public string Active { get; init; } = "";

    /// <summary>Every key that verifies, by id: base64 of at least 32 bytes. No default; the active one must be among them.</summary>
    [Required, MinLength(1)]
    public Dictionary<string, string> Items { get; init; } = [];
}
