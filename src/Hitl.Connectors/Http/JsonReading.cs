using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Connectors.Http;

/// <summary>Reads members of answers that may be anything.</summary>
public static class JsonReading
{
    /// <summary>A text or number member as text; null when absent or something else.</summary>
    public static string? Text(this JsonNode? node, string name) => node is JsonObject members && members[name] is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        }
        : null;

    /// <summary>A whole-number member; null when absent or something else.</summary>
    public static long? Number(this JsonNode? node, string name) =>
        long.TryParse(node.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The objects of a list member; empty when there is none.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, string name) =>
        node is JsonObject members && members[name] is JsonArray items ? items.OfType<JsonObject>() : [];
}
