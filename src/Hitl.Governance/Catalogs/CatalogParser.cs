using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs.Checks;
using Hitl.Governance.Catalogs.Lists;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Reads a catalog from strict YAML, one file or a folder of them: whole, or with every reason why not.</summary>
public static class CatalogParser
{
    /// <summary>Largest file, in UTF-16 characters.</summary>
    public const int MaxCharacters = 1_000_000;

    /// <summary>Largest catalog over all its files, in UTF-16 characters.</summary>
    public const int MaxTotalCharacters = 8_000_000;

    /// <summary>Most files of one catalog.</summary>
    public const int MostFiles = 500;

    /// <summary>Most actions of one catalog; nobody signs more.</summary>
    public const int MostActions = 1_000;

    /// <summary>Parses and validates a catalog of one file. Bad input is a result, never an exception.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">Its name, for the errors.</param>
    public static CatalogParseResult Parse(string text, string fileName) => Parse([new(fileName, text)]);

    /// <summary>Parses and validates a catalog of several files; their order never matters. Bad input is a result, never an exception.</summary>
    /// <param name="files">The YAML files and the value lists they refer to.</param>
    public static CatalogParseResult Parse(IReadOnlyList<CatalogFile> files)
    {
        var ordered = CatalogSource.InOrder(files);
        if (TooLarge(ordered) is { } refused) return refused;
        var errors = new YamlErrors(ordered);
        var root = ReadTree(ordered, errors);
        if (root is null) return new(null, errors.Sorted());

        CatalogShape.Root.Check(root, new(errors, root.At("environment").Text() == "sandbox"));
        var lists = ValueListReader.Read(root, ordered, errors);
        CatalogChecks.Check(root, errors);
        if (errors.Count > 0) return new(null, errors.Sorted());
        return new(CatalogBinder.Bind(root, lists, CatalogForms.Second.DigestOf(root), CatalogSource.Pack(ordered)), []);
    }

    /// <summary>Parses a stored version and proves that it is the one its digest names, whichever canonical form was in use when it was stored.</summary>
    /// <param name="source">What <see cref="CatalogSource.Pack"/> made.</param>
    /// <param name="digest">The digest it was stored under.</param>
    /// <exception cref="InvalidDataException">The text no longer parses, or is not what the digest names.</exception>
    public static Catalog ParseStored(string source, string digest)
    {
        var files = CatalogSource.Unpack(source, $"catalog {digest[..12]}");
        var parsed = Parse(files);
        if (parsed.Catalog is not { } catalog) throw new InvalidDataException($"Stored catalog {digest} no longer parses: {parsed.Errors[0]}.");
        if (catalog.Digest == digest) return catalog;
        var ordered = CatalogSource.InOrder(files);
        return ReadTree(ordered, new(ordered)) is { } root && CatalogForms.First.DigestOf(root) == digest
            ? catalog with { Digest = digest }
            : throw new InvalidDataException($"Stored catalog {digest} parses to {catalog.Digest}; it was altered, or the parser was.");
    }

    /// <summary>The canonical form of a catalog: what its digest is made of, the same however the YAML is laid out, ordered, divided into files and commented.</summary>
    /// <returns>Null when the files are not a valid catalog.</returns>
    public static string? CanonicalForm(IReadOnlyList<CatalogFile> files)
    {
        var ordered = CatalogSource.InOrder(files);
        return Parse(ordered).IsValid && ReadTree(ordered, new(ordered)) is { } root ? CatalogForms.Second.Write(root) : null;
    }

    private static YamlNode? ReadTree(IReadOnlyList<CatalogFile> files, YamlErrors errors)
    {
        var roots = new List<YamlNode>();
        var isWhole = true;
        for (var i = 0; i < files.Count; i++)
        {
            SecretLiterals.Check(files[i].Text, i, errors);
            CheckCharacters(files[i].Text, i, errors);
            if (files[i].IsValueList) continue;
            if (YamlReader.Read(files[i].Text, i, errors) is { } root) roots.Add(root);
            else isWhole = false;
        }

        // With a part missing, every name it defines would be reported as unknown.
        return isWhole ? CatalogMerge.Merge(roots, errors) : null;
    }

    // Comments are signed off with the rest, so nothing invisible may hide in them either.
    private static void CheckCharacters(string text, int file, YamlErrors errors)
    {
        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            if (content.IndexOfAnyExceptInRange(' ', '~') < 0) continue;
            if (TextRules.FirstForbidden(content.ToString(), TextProfile.Prose) is { } forbidden)
                errors.Add("text.forbidden_character", new YamlPlace(line, forbidden.Index + 1, file), $"The line has {forbidden} ({forbidden.Kind}). Remove it.");
        }
    }

    private static CatalogParseResult? TooLarge(IReadOnlyList<CatalogFile> files)
    {
        if (files.All(file => file.IsValueList)) return Whole("yaml.empty", "catalog", "There is no YAML file.");
        if (files.Count > MostFiles) return Whole("catalog.too_large", files[0].Name, $"The catalog has {files.Count} files; the limit is {MostFiles}.");
        if (files.FirstOrDefault(file => file.Text.Length > MaxCharacters) is { } large)
            return Whole("catalog.too_large", large.Name, $"The file has {large.Text.Length} characters; the limit is {MaxCharacters}.");
        var total = files.Sum(file => (long)file.Text.Length);
        return total > MaxTotalCharacters ? Whole("catalog.too_large", files[0].Name, $"The files have {total} characters together; the limit is {MaxTotalCharacters}.") : null;
    }

    private static CatalogParseResult Whole(string code, string file, string message) => new(null, [new(code, file, 1, 1, "^", message, null)]);
}
