using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Catalogs;

/// <summary>A catalog on disk: one YAML file, or a folder with YAML files and value lists at any depth.</summary>
internal static class CatalogFolder
{
    /// <summary>Reads a file or folder.</summary>
    /// <exception cref="CatalogRefusedException">There is nothing at the path.</exception>
    public static async Task<IReadOnlyList<CatalogFile>> ReadAsync(string path, CancellationToken cancel)
    {
        if (File.Exists(path)) return [new(path, await File.ReadAllTextAsync(path, cancel))];
        if (!Directory.Exists(path)) throw new CatalogRefusedException($"There is no catalog at {path} (Hitl:Catalog:Path).");
        var files = new List<CatalogFile>();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsPart).Order(StringComparer.Ordinal))
            files.Add(new(Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'), await File.ReadAllTextAsync(file, cancel)));
        return files;
    }

    private static bool IsPart(string file) => Path.GetExtension(file) is ".yaml" or ".yml" or ".txt";
}
