using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Common;

/// <summary>The form of a search attribute on the wire: JSON with the type in the metadata, never passed through a codec.</summary>
internal static class SearchAttributePayload
{
    internal static Payload Create(SearchAttributeKey key, object? value)
    {
        var payload = DataConverter.Default.PayloadConverter.ToPayload(value);
        payload.Metadata["type"] = ByteString.CopyFromUtf8(key.ValueType.ToString());
        return payload;
    }

    /// <summary>Reads an attribute; null for the empty ones that some servers keep for removed attributes.</summary>
    /// <exception cref="ArgumentException">The payload has no known type, or a value that cannot be one.</exception>
    internal static (object Value, IndexedValueType Type)? Read(Payload payload)
    {
        if (!payload.Metadata.TryGetValue("type", out var name) || !Enum.TryParse<IndexedValueType>(name.ToStringUtf8(), out var type))
        {
            throw new ArgumentException("The search attribute has no known type.", nameof(payload));
        }

        return DataConverter.Default.PayloadConverter.ToValue<JsonElement?>(payload) is { ValueKind: not JsonValueKind.Null } json
            ? (Read(json, type), type)
            : null;
    }

    private static object Read(JsonElement json, IndexedValueType type) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Select(element => Read(element, type)).OfType<string>().ToList(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Number when type == IndexedValueType.Int => json.GetInt64(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String when type == IndexedValueType.Datetime && json.TryGetDateTimeOffset(out var time) => time,
        JsonValueKind.String => json.GetString()!,
        _ => throw new ArgumentException($"A search attribute cannot be a JSON {json.ValueKind}."),
    };
}
