using System.Text.Json.Nodes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Shapes;

/// <summary>What a node of the catalog must look like. One definition checks it, writes its canonical form and exports its JSON Schema.</summary>
internal abstract class Shape
{
    /// <summary>Adds an error for everything in the node that is not of this shape.</summary>
    public void Check(YamlNode node, ShapeContext context)
    {
        // Reported where it was refused.
        if (node is not YamlUnreadable) CheckNode(node, context);
    }

    /// <summary>The value in its canonical form; only for a node without errors.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isSorted">Whether lists whose order means nothing are sorted; false only for the first form.</param>
    public abstract JsonNode? Canonical(YamlNode node, bool isSorted);

    /// <summary>The shape as JSON Schema (draft 2020-12).</summary>
    public abstract JsonObject ToJsonSchema();

    protected abstract void CheckNode(YamlNode node, ShapeContext context);

    protected static void WrongType(YamlNode node, ShapeContext context, string expected)
    {
        var found = node switch
        {
            YamlMapping => "a mapping",
            YamlSequence => "a list",
            YamlScalar { Text: "" } => "nothing",
            YamlScalar scalar => $"'{scalar.Text}'",
            _ => "something else",
        };
        context.Errors.Add("catalog.wrong_type", node, $"Found {found} where {expected} is meant.", expected);
    }
}
