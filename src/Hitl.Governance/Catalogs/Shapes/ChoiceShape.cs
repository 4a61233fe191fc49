using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hitl.Governance.Catalogs.Yaml;
using Hitl.Governance.Intake;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>One of a few words.</summary>
/// <param name="values">The words.</param>
internal sealed class ChoiceShape(params string[] values) : Shape
{
    /// <summary>Words that are refused with a code of their own, because they say something dangerous rather than something unknown.</summary>
    public IReadOnlyDictionary<string, (string Code, string Message)> Refused { get; init; } = new Dictionary<string, (string, string)>();

    /// <summary>Pattern of words that others may bring; null for none.</summary>
    public string? Own { get; init; }

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => ((YamlScalar)node).Text;

    public override JsonObject ToJsonSchema()
    {
        var known = new JsonObject { ["enum"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]) };
        return Own is null ? known : new() { ["anyOf"] = new JsonArray(known, new JsonObject { ["type"] = "string", ["pattern"] = Own }) };
    }

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is YamlScalar scalar && values.Contains(scalar.Text, StringComparer.Ordinal)) return;
        if (Own is not null && node.Text() is { } own && Regex.IsMatch(own, Own, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)) return;
        if (node.Text() is { } text && Refused.TryGetValue(text, out var refusal)) context.Errors.Add(refusal.Code, node, refusal.Message, string.Join(", ", values));
        else if (node is YamlScalar other)
            context.Errors.Add("catalog.unknown_value", node, $"'{other.Text}' is not one of {string.Join(", ", values)}.", NearestNames.Meant(other.Text, values) ?? string.Join(", ", values));
        else WrongType(node, context, "one of " + string.Join(", ", values));
    }
}
