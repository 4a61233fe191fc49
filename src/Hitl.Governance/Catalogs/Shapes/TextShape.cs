using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>A text of one line, optionally of a form.</summary>
/// <param name="maxLength">Longest, in characters.</param>
/// <param name="pattern">Regular expression it must match whole; null for any text.</param>
/// <param name="form">The form in words.</param>
internal sealed class TextShape(int maxLength, string? pattern = null, string form = "a text") : Shape
{
    /// <summary>Names of people, roles, actions and the like.</summary>
    public static TextShape Id { get; } = new(64, "^[a-z][a-z0-9-]{0,63}$", "an id of a–z, 0–9 and dash, such as refund-approver");

    // Linear in the text whatever it is; a time-out instead would fail good catalogs on a machine that is busy.
    private readonly Regex? _pattern = pattern is null ? null : new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public override JsonNode? Canonical(YamlNode node, bool isSorted) => ((YamlScalar)node).Text;

    public override JsonObject ToJsonSchema()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = maxLength };
        if (pattern is not null) schema["pattern"] = pattern;
        return schema;
    }

    protected override void CheckNode(YamlNode node, ShapeContext context)
    {
        if (node is not YamlScalar scalar || scalar.Text.Length == 0) WrongType(node, context, form);
        else if (scalar.IsPlain && PlainScalars.Reading(scalar.Text) is { } reading)
            context.Errors.Add("catalog.wrong_type", node, $"{scalar.Text} reads as {reading} where a text is meant; quote it.", $"\"{scalar.Text}\"");
        else if (TextRules.FirstForbidden(scalar.Text) is { } forbidden)
            context.Errors.Add("text.forbidden_character", node, $"The text has {forbidden} ({forbidden.Kind}).");
        else if (scalar.Text.Length > maxLength)
            context.Errors.Add("text.too_long", node, $"The text has {scalar.Text.Length} characters; the limit is {maxLength}.");
        else if (_pattern is not null && !_pattern.IsMatch(scalar.Text)) WrongType(node, context, form);
    }
}
