using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Escalations.Ledger;

/// <summary>One field of a ledger row's body.</summary>
/// <param name="Name">As written.</param>
/// <param name="Type">What its value is.</param>
/// <param name="IsRequired">Whether a row without it, or with null, is refused.</param>
public sealed record BodyField(string Name, BodyFieldType Type, bool IsRequired)
{
    /// <summary>Whether a value is of the field's type; null is, unless the field is required.</summary>
    public bool Takes(JsonNode? value) => value is null ? !IsRequired : Type switch
    {
        BodyFieldType.Members => value is JsonObject,
        BodyFieldType.List => value is JsonArray,
        BodyFieldType.Flag => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        BodyFieldType.Number => value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0,
        BodyFieldType.Moment => value.GetValueKind() == JsonValueKind.String
            && DateTimeOffset.TryParse((string?)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => value.GetValueKind() == JsonValueKind.String,
    };
}
