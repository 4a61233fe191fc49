using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;
using Hitl.Governance.Intake;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>One of a few words.</summary>
/// <param name="values">The words.</param>
internal sealed class ChoiceShape(params string[] values) : Shape
{
    /// <summary>Words that are refused with a code of their own, because they say something dangerous rather than something unknown.</summary>
    public IReadOnlyDictionary<string, (string Code, string Message)> Refused { get; init; } = new Dictionary<string, (string, string)>();

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => ((YamlScalar)node).Text;

    public override JsonObject ToJsonSchema() => new() { ["enum"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]) };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is YamlScalar scalar && values.Contains(scalar.Text, StringComparer.Ordinal)) return;
        if (node.Text() is { } text && Refused.TryGetValue(text, out var refusal)) context.Errors.Add(refusal.Code, node, refusal.Message, string.Join(", ", values));
        else if (node is YamlScalar other)
            context.Errors.Add("catalog.unknown_value", node, $"'{other.Text}' is not one of {string.Join(", ", values)}.", NearestNames.Meant(other.Text, values) ?? string.Join(", ", values));
        else WrongType(node, context, "one of " + string.Join(", ", values));
    }
}
