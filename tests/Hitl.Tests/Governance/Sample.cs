using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance;

/// <summary>The sample company's catalog, read from its folder.</summary>
internal static class Sample
{
    public static IReadOnlyList<CatalogFile> Files { get; } = Read();

    public static Catalog Catalog { get; } = Parse(Files);

    public static Catalog Parse(IReadOnlyList<CatalogFile> files)
    {
        var result = CatalogParser.Parse(files);
        return result.Catalog ?? throw new InvalidOperationException(string.Join("\n", result.Errors));
    }

    /// <summary>The catalog with one place changed; the place must exist.</summary>
    public static Catalog With(string place, string instead)
    {
        if (!Files.Any(file => file.Text.Contains(place, StringComparison.Ordinal))) throw new ArgumentException($"'{place}' is not in the catalog.");
        return Parse([.. Files.Select(file => file with { Text = file.Text.Replace(place, instead, StringComparison.Ordinal) })]);
    }

    private static IReadOnlyList<CatalogFile> Read()
    {
        var folder = Path.Combine(Demo.Root, "deploy", "catalog", "sample");
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => new CatalogFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)))];
    }
}
