using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs.Checks;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Reads a catalog from strict YAML: whole, or with every reason why not.</summary>
public static class CatalogParser
{
    /// <summary>Largest file, in UTF-16 characters.</summary>
    public const int MaxCharacters = 1_000_000;

    private static readonly byte[] Domain = "hitl-catalog-v1\0"u8.ToArray();

    /// <summary>Parses and validates a catalog. Bad input is a result, never an exception.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">Its name, for the errors.</param>
    public static CatalogParseResult Parse(string text, string fileName)
    {
        if (text.Length > MaxCharacters) return TooLarge(text, fileName);
        var errors = new YamlErrors(text, fileName);
        SecretLiterals.Check(text, errors);
        CheckCharacters(text, errors);
        if (YamlReader.Read(text, errors) is not { } root) return new(null, errors.Sorted());

        CatalogShape.Root.Check(root, new(errors, root.At("environment").Text() == "sandbox"));
        CatalogChecks.Check(root, errors);
        if (errors.Count > 0) return new(null, errors.Sorted());
        return new(CatalogBinder.Bind(root, DigestOf(Canonical(root)), text), []);
    }

    /// <summary>The canonical form of a catalog text: what its digest is made of, the same however the YAML is laid out and commented.</summary>
    /// <returns>Null when the text is not a valid catalog.</returns>
    public static string? CanonicalForm(string text) =>
        Parse(text, "catalog").IsValid && YamlReader.Read(text, new(text, "catalog")) is { } root ? Canonical(root) : null;

    private static string Canonical(YamlNode root) => CanonicalJson.Write(CatalogShape.Root.Canonical(root));

    private static string DigestOf(string canonical) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Domain, .. Encoding.UTF8.GetBytes(canonical)]));

    // Comments are signed off with the rest, so nothing invisible may hide in them either.
    private static void CheckCharacters(string text, YamlErrors errors)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (TextRules.FirstForbidden(lines[i], TextProfile.Prose) is { } forbidden)
                errors.Add("text.forbidden_character", new YamlPlace(i + 1, forbidden.Index + 1), $"The line has {forbidden} ({forbidden.Kind}). Remove it.");
        }
    }

    private static CatalogParseResult TooLarge(string text, string fileName)
    {
        var message = $"The file has {text.Length} characters; the limit is {MaxCharacters}.";
        return new(null, [new("catalog.too_large", fileName, 1, 1, "^", message, null)]);
    }
}
