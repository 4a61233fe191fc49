using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;
using Hitl.Governance.Intake;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A mapping with known keys only.</summary>
internal sealed class ObjectShape(params Field[] fields) : Shape
{
    public override JsonNode? Canonical(YamlNode node, bool isSorted) => new JsonObject(
        node.Entries().Select(e => KeyValuePair.Create(e.Key.Text, fields.First(f => f.Name == e.Key.Text).Shape.Canonical(e.Value, isSorted))));

    public override JsonObject ToJsonSchema()
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            var schema = field.Shape.ToJsonSchema();
            schema.Insert(0, "description", field.Description);
            properties[field.Name] = schema;
        }

        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. fields.Where(f => f.IsRequired).Select(f => JsonValue.Create(f.Name))]),
            ["properties"] = properties,
        };
    }

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlMapping mapping)
        {
            WrongType(node, context, "a mapping");
            return;
        }

        foreach (var (name, child) in mapping.Entries)
        {
            if (fields.FirstOrDefault(f => f.Name == name.Text) is { } field) field.Shape.Check(child, context);
            else Unknown(name, context);
        }

        foreach (var field in fields.Where(f => f.IsRequired && mapping.Find(f.Name) is null))
            context.Errors.Add("catalog.missing_key", node, $"'{field.Name}' is missing: {field.Description}", field.Name);
    }

    private void Unknown(YamlScalar name, ShapeContext context)
    {
        var known = fields.Select(f => f.Name).ToList();
        var meant = NearestNames.Meant(name.Text, known);
        var hint = meant is null ? $"known are {string.Join(", ", known)}" : $"did you mean '{meant}'?";
        context.Errors.Add("catalog.unknown_key", name, $"There is no key '{name.Text}' here; {hint}", meant);
    }
}
