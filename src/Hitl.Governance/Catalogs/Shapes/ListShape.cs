using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A list of one shape.</summary>
/// <param name="item">The shape of each item.</param>
/// <param name="least">Fewest items.</param>
/// <param name="isOrdered">Whether the order of the items means something; otherwise the canonical form sorts them.</param>
internal sealed class ListShape(Shape item, int least = 0, bool isOrdered = false) : Shape
{
    public override JsonNode? Canonical(YamlNode node, bool isSorted)
    {
        var items = node.Items().Select(child => item.Canonical(child, isSorted));
        return new JsonArray(isOrdered || !isSorted ? [.. items] : [.. items.OrderBy(CanonicalJson.Write, StringComparer.Ordinal)]);
    }

    public override JsonObject ToJsonSchema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.ToJsonSchema() };
        if (least > 0) schema["minItems"] = least;
        return schema;
    }

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlSequence sequence)
        {
            WrongType(node, context, "a list");
            return;
        }

        if (sequence.Items.Count < least) context.Errors.Add("catalog.range", node, $"The list needs at least {least}.", $"at least {least}");
        foreach (var child in sequence.Items) item.Check(child, context);
    }
}
