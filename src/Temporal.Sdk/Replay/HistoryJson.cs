using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Temporalio.Api.History.V1;

namespace Temporalio.Replay;

/// <summary>Brings the JSON that Temporal's tools write into the one form protobuf reads: they spell enum values differently.</summary>
internal static class HistoryJson
{
    private static readonly ConcurrentDictionary<EnumDescriptor, Dictionary<string, string>> Spellings = new();

    internal static string WithProtocolEnumNames(string json)
    {
        var root = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("It is not an object.");
        Visit(root, History.Descriptor);
        return root.ToJsonString();
    }

    private static void Visit(JsonObject json, MessageDescriptor type)
    {
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field.FieldType is not (FieldType.Enum or FieldType.Message)) continue;
            if ((json[field.JsonName] ?? json[field.Name]) is { } value) Visit(value, field);
        }
    }

    private static void Visit(JsonNode value, FieldDescriptor field)
    {
        switch (value)
        {
            case JsonArray elements:
                foreach (var element in elements.ToList())
                {
                    if (element is not null) Visit(element, field);
                }

                break;
            case JsonObject entries when field.IsMap:
                VisitMap(entries, field.MessageType.FindFieldByNumber(2));
                break;
            case JsonObject message when field.FieldType == FieldType.Message:
                Visit(message, field.MessageType);
                break;
            case JsonValue name when field.FieldType == FieldType.Enum && name.TryGetValue(out string? spelled):
                if (SpellingsOf(field.EnumType).TryGetValue(spelled, out var protocolName)) name.ReplaceWith(protocolName);
                break;
        }
    }

    private static void VisitMap(JsonObject entries, FieldDescriptor valueField)
    {
        if (valueField.FieldType is not (FieldType.Enum or FieldType.Message)) return;
        foreach (var value in entries.Select(entry => entry.Value).OfType<JsonNode>().ToList()) Visit(value, valueField);
    }

    private static Dictionary<string, string> SpellingsOf(EnumDescriptor type) => Spellings.GetOrAdd(type, static known =>
    {
        var prefix = UpperSnake(known.Name) + "_";
        var spellings = new Dictionary<string, string>();
        foreach (var name in known.Values.Select(value => value.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var bare = name[prefix.Length..];
            spellings[bare] = name;
            spellings[Pascal(bare)] = name;
        }

        return spellings;
    });

    private static string UpperSnake(string pascal) => string.Concat(
        pascal.Select((letter, index) => char.IsUpper(letter) && index > 0 ? "_" + letter : char.ToUpperInvariant(letter).ToString()));

    private static string Pascal(string upperSnake) => string.Concat(
        upperSnake.Split('_').Where(word => word.Length > 0).Select(word => word[0] + word[1..].ToLowerInvariant()));
}
