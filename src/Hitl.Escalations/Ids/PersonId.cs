using System.Text.Json.Serialization;

namespace Hitl.Escalations.Ids;

/// <summary>Names a person of the catalog, such as <c>ada</c>; not a Slack id and not an e-mail address.</summary>
[JsonConverter(typeof(TypedIdJsonConverter<PersonId>))]
public readonly record struct PersonId(string Value) : ITypedId<PersonId>
{
    /// <inheritdoc/>
    public static PersonId From(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(value);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
