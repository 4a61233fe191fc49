using System.Text.Json.Serialization;

namespace Hitl.Escalations.Ids;

/// <summary>Names an action of the catalog, such as <c>refund</c>.</summary>
[JsonConverter(typeof(TypedIdJsonConverter<ActionName>))]
public readonly record struct ActionName(string Value) : ITypedId<ActionName>
{
    /// <inheritdoc/>
    public static ActionName From(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(value);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
