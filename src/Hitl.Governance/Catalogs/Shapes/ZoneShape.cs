using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;
using Hitl.Governance.Intake;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A time zone by its IANA name: <c>Europe/Berlin</c>. Abbreviations that mean several zones have no entry there.</summary>
internal sealed class ZoneShape : Shape
{
    private static readonly HashSet<string> Known = new(TimeWindow.KnownZones, StringComparer.Ordinal);

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => node.Text();

    // The names grow with the zone data; listing them here would make every data release a change of the schema.
    public override JsonObject ToJsonSchema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 64 };

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlScalar { Text.Length: > 0 } scalar) WrongType(node, context, "an IANA time zone such as Europe/Berlin");
        else if (!Known.Contains(scalar.Text))
            context.Errors.Add("catalog.unknown_value", node, $"'{scalar.Text}' is no IANA time zone.", NearestNames.Meant(scalar.Text, Known) ?? "an IANA time zone such as Europe/Berlin");
    }
}
