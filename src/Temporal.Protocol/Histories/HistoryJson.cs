using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.History.V1;

namespace Temporal.Protocol.Histories;

/// <summary>Histories as proto3 JSON: the form the command line exports and the replayer reads.</summary>
internal static class HistoryJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation());

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    internal static string Format(History history) => Formatter.Format(history);

    /// <summary>Reads a history whose enums are named <c>EVENT_TYPE_X</c> or, as older exports do, <c>X</c> in Pascal case.</summary>
    /// <exception cref="InvalidProtocolBufferException">The text is no history.</exception>
    /// <exception cref="FormatException">The text is the JSON literal null.</exception>
    /// <exception cref="System.Text.Json.JsonException">The text is no JSON.</exception>
    internal static History Parse(string json)
    {
        var node = JsonNode.Parse(json) ?? throw new FormatException("The text holds no history.");
        NameEnums(node, History.Descriptor);
        return Parser.Parse<History>(node.ToJsonString());
    }

    private static void NameEnums(JsonNode node, MessageDescriptor message)
    {
        if (node is not JsonObject item) return;
        foreach (var (key, value) in item.ToList())
        {
            var field = FindField(message, key);
            if (field is null || value is null) continue;
            if (field.IsMap) NameMapEnums(value, field.MessageType.FindFieldByNumber(2));
            else if (value is JsonArray array)
            {
                for (var i = 0; i < array.Count; i++) Replace(array[i], Named(array[i], field));
            }
            else Replace(value, Named(value, field));
        }
    }

    private static void NameMapEnums(JsonNode map, FieldDescriptor values)
    {
        if (map is not JsonObject entries) return;
        foreach (var (_, value) in entries.ToList()) Replace(value, Named(value, values));
    }

    private static JsonNode? Named(JsonNode? value, FieldDescriptor field)
    {
        if (value is null) return null;
        if (field.FieldType == FieldType.Message && !field.MessageType.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal))
        {
            NameEnums(value, field.MessageType);
        }
        if (field.FieldType != FieldType.Enum || value is not JsonValue scalar || !scalar.TryGetValue<string>(out var name)) return value;
        if (field.EnumType.FindValueByName(name) is not null) return value;
        var found = field.EnumType.Values.FirstOrDefault(v => PascalTail(v.Name, field.EnumType.Name) == name);
        return found is null ? value : JsonValue.Create(found.Name);
    }

    // A node may be put into the place it already has only by not putting it there.
    private static void Replace(JsonNode? node, JsonNode? named)
    {
        if (!ReferenceEquals(node, named)) node!.ReplaceWith(named);
    }

    private static FieldDescriptor? FindField(MessageDescriptor message, string key) =>
        message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == key || f.Name == key);

    /// <summary><c>EVENT_TYPE_TIMER_FIRED</c> of <c>EventType</c> is <c>TimerFired</c>.</summary>
    private static string PascalTail(string value, string type)
    {
        var pascal = string.Concat(value.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
        return pascal.StartsWith(type, StringComparison.Ordinal) ? pascal[type.Length..] : pascal;
    }
}
