using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Versions;

/// <summary>Every other difference of two versions, found in their canonical forms, so that nothing can change without a line for those who sign.</summary>
internal static class CanonicalChanges
{
    private const int LongestValue = 160;

    public static IEnumerable<string> Lines(Catalog before, Catalog after)
    {
        var lines = new List<string>();
        Compare(lines, [], Form(before), Form(after));
        return lines;
    }

    private static JsonNode? Form(Catalog catalog) =>
        CatalogParser.CanonicalForm(CatalogSource.Unpack(catalog.Source, "catalog")) is { } form ? JsonNode.Parse(form) : null;

    private static void Compare(List<string> lines, string[] path, JsonNode? before, JsonNode? after)
    {
        // Rules are told in sentences of their own.
        if (path is ["actions", _, "rules" or "exclusions"] || JsonNode.DeepEquals(before, after)) return;
        if (before is JsonObject or null && after is JsonObject or null && (path.Length < 2 || (before is JsonObject && after is JsonObject)))
        {
            foreach (var key in Keys(before).Union(Keys(after)).Order(StringComparer.Ordinal)) Compare(lines, [.. path, key], before?[key], after?[key]);
            return;
        }

        lines.Add($"{Where(path)} {(before, after) switch
        {
            (null, _) => $"is new: {Short(after)}",
            (_, null) => $"is gone, was {Short(before)}",
            (JsonArray was, JsonArray now) => Items(was, now),
            _ => $"is now {Short(after)}, was {Short(before)}",
        }}.");
    }

    private static string Items(JsonArray before, JsonArray after)
    {
        var (was, now) = (before.Select(CanonicalJson.Write).ToList(), after.Select(CanonicalJson.Write).ToList());
        var (added, removed) = (now.Except(was).ToList(), was.Except(now).ToList());
        var parts = new List<string>();
        if (added.Count > 0) parts.Add("gains " + Cut(string.Join(", ", added)));
        if (removed.Count > 0) parts.Add("loses " + Cut(string.Join(", ", removed)));
        return parts.Count > 0 ? string.Join(" and ", parts) : $"is now in the order {Cut(string.Join(", ", now))}";
    }

    private static IEnumerable<string> Keys(JsonNode? node) => (node as JsonObject)?.Select(pair => pair.Key) ?? [];

    private static string Where(string[] path) => path switch
    {
        [var part] => $"{part}:",
        [var part, var name] => $"{Singular(part)} {name}",
        [var part, var name, .. var rest] => $"{Singular(part)} {name}: {string.Join(" ", rest)}",
        _ => "catalog:",
    };

    private static string Singular(string part) => part == "people" ? "person" : part.TrimEnd('s');

    private static string Short(JsonNode? node) => Cut(node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : CanonicalJson.Write(node));

    private static string Cut(string text) => text.Length <= LongestValue ? text : text[..(LongestValue - 1)] + "…";
}
