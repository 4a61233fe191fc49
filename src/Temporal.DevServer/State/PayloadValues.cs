using System.Text.Json;

namespace Temporal.DevServer.State;

/// <summary>What the engine may look at inside payloads: search attributes, and whether a value is null.</summary>
internal static class PayloadValues
{
    internal const string Encoding = "encoding";
    internal const string Type = "type";

    internal static bool IsNull(Payload payload)
    {
        var encoding = payload.Metadata.TryGetValue(Encoding, out var name) ? name.ToStringUtf8() : "";
        return encoding switch
        {
            "binary/null" => true,
            // An empty list unsets a search attribute; null unsets either kind.
            "json/plain" => payload.Data.Length == 4 && payload.Data.Span.SequenceEqual("null"u8)
                || payload.Data.Length == 2 && payload.Data.Span.SequenceEqual("[]"u8),
            _ => payload.Data.IsEmpty && encoding.Length == 0,
        };
    }

    /// <summary>The JSON a search attribute holds, or null when it is no JSON.</summary>
    internal static JsonElement? ReadJson(Payload payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload.Data.Memory);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static Payload Json(string json, string? type = null)
    {
        var payload = new Payload { Data = ByteString.CopyFromUtf8(json) };
        payload.Metadata[Encoding] = ByteString.CopyFromUtf8("json/plain");
        if (type is not null) payload.Metadata[Type] = ByteString.CopyFromUtf8(type);
        return payload;
    }
}
