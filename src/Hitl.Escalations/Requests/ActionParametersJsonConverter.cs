using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Hitl.Escalations.Requests;

internal sealed class ActionParametersJsonConverter : JsonConverter<ActionParameters>
{
    public override ActionParameters Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonObject values ? ActionParameters.From(values) : throw new JsonException("Parameters must be a JSON object.");

    public override void Write(Utf8JsonWriter writer, ActionParameters value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Canonical);
}
