using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>An integer in plain decimal, within a range.</summary>
internal sealed class IntegerShape(long least, long most) : Shape
{
    public static long Read(YamlNode node) => long.Parse(((YamlScalar)node).Text, CultureInfo.InvariantCulture);

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => Read(node);

    public override JsonObject ToJsonSchema() => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlScalar { IsPlain: true } scalar || !TryRead(scalar.Text, out var value)) WrongType(node, context, "an integer without quotes, such as 3");
        else if (value < least || value > most)
            context.Errors.Add("catalog.range", node, $"{value} is outside {least} to {most}.", string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
    }

    // 012 is twelve to one reader and ten to another.
    private static bool TryRead(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        && text == value.ToString(CultureInfo.InvariantCulture);
}
