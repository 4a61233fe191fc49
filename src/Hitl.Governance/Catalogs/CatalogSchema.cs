using System.Text.Encodings.Web;
using System.Text.Json;
using Hitl.Governance.Catalogs.Shapes;

namespace Hitl.Governance.Catalogs;

/// <summary>The JSON Schema of catalog files, made from the definition the parser itself uses.</summary>
public static class CatalogSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the schema (draft 2020-12), indented, with a newline at the end. Editors use it; the parser remains stricter.</summary>
    public static string Write() => Write(CatalogShape.Root, "HitlWorkflows catalog");

    /// <summary>Writes the schema of a kind of file.</summary>
    internal static string Write(ObjectShape root, string title)
    {
        var schema = root.ToJsonSchema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(Indented) + "\n";
    }
}
