using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitl.Client;

/// <summary>How the HTTP contract is written: camel case, absent instead of null.</summary>
public static class HitlJson
{
    /// <summary>Options both sides use; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
