using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A mapping whose keys are names of the catalog's own.</summary>
/// <param name="key">The shape of every key.</param>
/// <param name="value">The shape of every value.</param>
internal sealed class MapShape(TextShape key, Shape value) : Shape
{
    public override JsonNode? Canonical(YamlNode node, bool isSorted) => new JsonObject(node.Entries().Select(e => KeyValuePair.Create(e.Key.Text, value.Canonical(e.Value, isSorted))));

    public override JsonObject ToJsonSchema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = key.ToJsonSchema(),
        ["additionalProperties"] = value.ToJsonSchema(),
    };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlMapping)
        {
            WrongType(node, context, "a mapping");
            return;
        }

        foreach (var (name, child) in node.Entries())
        {
            key.Check(name, context);
            value.Check(child, context);
        }
    }
}
