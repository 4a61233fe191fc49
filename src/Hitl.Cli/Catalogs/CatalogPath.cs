using Hitl.Client.Catalogs;

namespace Hitl.Cli;

/// <summary>Reads a catalog from disk: a file, or a folder with its YAML files and value lists.</summary>
internal static class CatalogPath
{
    /// <summary>The files; null when there is nothing at the path.</summary>
    public static async Task<CatalogFilesBody?> ReadAsync(FileSystemInfo path, CancellationToken cancel)
    {
        if (File.Exists(path.FullName)) return new([new(path.Name, await File.ReadAllTextAsync(path.FullName, cancel))]);
        if (!Directory.Exists(path.FullName)) return null;
        var files = new List<CatalogFileBody>();
        foreach (var file in Directory.EnumerateFiles(path.FullName, "*", SearchOption.AllDirectories).Where(IsPart).Order(StringComparer.Ordinal))
            files.Add(new(Path.GetRelativePath(path.FullName, file).Replace(Path.DirectorySeparatorChar, '/'), await File.ReadAllTextAsync(file, cancel)));
        return new(files);
    }

    private static bool IsPart(string file) => Path.GetExtension(file) is ".yaml" or ".yml" or ".txt";
}
