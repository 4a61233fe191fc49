using System.Text.Json.Serialization;

namespace Hitl.Escalations.Ids;

/// <summary>Names an actor of the catalog: an AI agent, an integration, an automation or a human agent.</summary>
[JsonConverter(typeof(TypedIdJsonConverter<ActorId>))]
public readonly record struct ActorId(string Value) : ITypedId<ActorId>
{
    /// <inheritdoc/>
    public static ActorId From(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new(value);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
