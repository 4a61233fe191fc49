using System.Text.Json;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Visibility;

/// <summary>The search attributes one namespace knows, and the check of values against their types.</summary>
internal sealed class SearchAttributeTypes(IReadOnlyDictionary<string, IndexedValueType> custom)
{
    /// <summary>System attributes workers and clients may set.</summary>
    private static readonly Dictionary<string, IndexedValueType> Predefined = new()
    {
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["BinaryChecksums"] = IndexedValueType.KeywordList,
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
        ["TemporalSchedulePaused"] = IndexedValueType.Bool,
    };

    internal IReadOnlyDictionary<string, IndexedValueType> Custom { get; } = custom;

    internal IndexedValueType? Find(string name) =>
        Custom.TryGetValue(name, out var type) || Predefined.TryGetValue(name, out type) ? type : null;

    /// <summary>Checks names and values and stamps each with its type. Null when all is well, else Temporal's wording.</summary>
    internal string? Normalize(SearchAttributes given, out SearchAttributes normalized)
    {
        normalized = new();
        foreach (var (name, value) in given.IndexedFields)
        {
            if (Find(name) is not { } type) return $"search attribute {name} is not defined";
            var stamped = value.Clone();
            stamped.Metadata[PayloadValues.Type] = ByteString.CopyFromUtf8(type.ToString());
            if (!PayloadValues.IsNull(value) && !Fits(value, type))
            {
                return $"invalid value for search attribute {name} of type {type}: {value.Data.ToStringUtf8()}";
            }
            normalized.IndexedFields[name] = stamped;
        }
        return null;
    }

    private static bool Fits(Payload payload, IndexedValueType type)
    {
        if (PayloadValues.ReadJson(payload) is not { } value) return false;
        // One value in a list is taken for the value itself, as older clients send it.
        if (value.ValueKind == JsonValueKind.Array && type != IndexedValueType.KeywordList && value.GetArrayLength() == 1) value = value[0];
        return type switch
        {
            IndexedValueType.Text or IndexedValueType.Keyword => value.ValueKind == JsonValueKind.String,
            IndexedValueType.Int => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            IndexedValueType.Double => value.ValueKind == JsonValueKind.Number,
            IndexedValueType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            IndexedValueType.Datetime => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _),
            IndexedValueType.KeywordList => value.ValueKind == JsonValueKind.String
                || value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
            _ => false,
        };
    }
}
