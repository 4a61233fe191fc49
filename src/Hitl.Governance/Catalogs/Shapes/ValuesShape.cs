using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>Values: written one by one, or by the name of a list of the catalog (<c>{ list: non-refundable }</c>).</summary>
internal sealed class ValuesShape(ListShape values) : Shape
{
    private static ObjectShape Reference => new(new Field("list", TextShape.Id, "A list of this catalog.", true));

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => node is YamlMapping ? Reference.Canonical(node, isSorted) : values.Canonical(node, isSorted);

    public override JsonObject ToJsonSchema() => new() { ["oneOf"] = new JsonArray(values.ToJsonSchema(), Reference.ToJsonSchema()) };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is YamlMapping) Reference.Check(node, context);
        else values.Check(node, context);
    }
}
