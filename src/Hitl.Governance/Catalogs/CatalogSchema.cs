using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hitl.Governance.Catalogs;

/// <summary>The JSON Schema of catalog files, made from the definition the parser itself uses.</summary>
public static class CatalogSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the schema (draft 2020-12), indented, with a newline at the end. Editors use it; the parser remains stricter.</summary>
    public static string Write()
    {
        var schema = CatalogShape.Root.ToJsonSchema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "HitlWorkflows catalog");
        return schema.ToJsonString(Indented) + "\n";
    }
}
