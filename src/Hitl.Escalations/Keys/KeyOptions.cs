using System.ComponentModel.DataAnnotations;

namespace Hitl.Escalations.Keys;

/// <summary>The keys that bind cards and decisions. Bound from <c>Hitl:Keys</c>; checked before the host starts.</summary>
public sealed record KeyOptions : IValidatableObject
{
    /// <summary>Where the options are bound from.</summary>
    public const string Section = "Hitl:Keys";

    /// <summary>The id of the key that signs, 1–16 characters of a–z, 0–9 and dash. No default.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,16}$")]
    public string Active { get; init; } = "";

    /// <summary>Every key by id, base64, at least 32 bytes each. No default; all of them verify, so that a rotation overlaps.</summary>
    public Dictionary<string, string> Items { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Items.ContainsKey(Active)) yield return new($"Hitl:Keys:Active is '{Active}', which is not among Hitl:Keys:Items.");
        foreach (var (id, text) in Items)
        {
            var bytes = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, bytes, out var length)) yield return new($"Hitl:Keys:Items:{id} is not base64.");
            else if (length < SigningKeys.MinimumBytes) yield return new($"Hitl:Keys:Items:{id} has {length} bytes; at least {SigningKeys.MinimumBytes} are needed.");
        }
    }

    /// <summary>The keys, decoded. Call it on validated options.</summary>
    public SigningKeys Read() => new(Active, Items.ToDictionary(item => item.Key, item => Convert.FromBase64String(item.Value)));
}
