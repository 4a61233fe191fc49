using System.Text.Json.Serialization;

namespace Hitl.Postgres.Access;

/// <summary>What an API key speaks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApiPrincipalKind>))]
public enum ApiPrincipalKind
{
    /// <summary>An actor of the catalog: it asks, and never decides.</summary>
    [JsonStringEnumMemberName("actor")] Actor,

    /// <summary>A person of the catalog: decides, reads and operates as the catalog's duties say.</summary>
    [JsonStringEnumMemberName("person")] Person,
}
