using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitl.Escalations.Requests;

internal sealed class ActionParametersJsonConverter : JsonConverter<ActionParameters>
{
    public override ActionParameters Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartObject
            ? ActionParameters.Parse(JsonElement.ParseValue(ref reader).GetRawText())
            : throw new JsonException("Parameters must be a JSON object.");

    public override void Write(Utf8JsonWriter writer, ActionParameters value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Canonical);
}
