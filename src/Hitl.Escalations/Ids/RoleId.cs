using System.Text.Json.Serialization;

namespace Hitl.Escalations.Ids;

/// <summary>Names a role of the catalog, such as <c>refund-approver</c>.</summary>
[JsonConverter(typeof(TypedIdJsonConverter<RoleId>))]
public readonly record struct RoleId(string Value) : ITypedId<RoleId>
{
    /// <inheritdoc/>
    public static RoleId From(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(value);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
