using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary><c>true</c> or <c>false</c>, nothing else.</summary>
internal sealed class BooleanShape : Shape
{
    public override JsonNode? Canonical(YamlNode node, bool isSorted) => node.Text() == "true";

    public override JsonObject ToJsonSchema() => new() { ["type"] = "boolean" };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlScalar { IsPlain: true, Text: "true" or "false" }) WrongType(node, context, "true or false");
    }
}
