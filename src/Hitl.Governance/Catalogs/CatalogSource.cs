using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Governance.Catalogs;

/// <summary>A catalog's files as one text, so that a version is kept whole.</summary>
public static class CatalogSource
{
    private const string Mark = "{\"hitl-catalog-files\":";

    /// <summary>Packs files; a single YAML file stays exactly as it is.</summary>
    public static string Pack(IReadOnlyList<CatalogFile> files)
    {
        if (files is [{ IsValueList: false } only]) return only.Text;
        var packed = new JsonArray([.. InOrder(files).Select(file => (JsonNode)new JsonObject { ["name"] = file.Name, ["text"] = file.Text })]);
        return new JsonObject { ["hitl-catalog-files"] = packed }.ToJsonString();
    }

    /// <summary>Takes a packed text apart.</summary>
    /// <param name="source">What <see cref="Pack"/> made.</param>
    /// <param name="name">The name of a single file, which is not packed with it.</param>
    /// <exception cref="JsonException">The text begins like packed files and is none.</exception>
    public static IReadOnlyList<CatalogFile> Unpack(string source, string name)
    {
        if (!source.StartsWith(Mark, StringComparison.Ordinal)) return [new(name, source)];
        var packed = JsonNode.Parse(source)!["hitl-catalog-files"]!.AsArray();
        return [.. packed.Select(file => new CatalogFile((string)file!["name"]!, (string)file["text"]!))];
    }

    /// <summary>Files in the one order they are read in, whatever order they were found in.</summary>
    internal static IReadOnlyList<CatalogFile> InOrder(IEnumerable<CatalogFile> files) => [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
}
