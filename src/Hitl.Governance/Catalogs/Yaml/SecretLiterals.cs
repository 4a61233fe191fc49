using System.Text.RegularExpressions;

namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>Finds credentials written into a catalog, comments included, by the prefixes their issuers give them.</summary>
internal static partial class SecretLiterals
{
    /// <summary>Reports every credential in the text.</summary>
    public static void Check(string text, int file, YamlErrors errors)
    {
        var line = 0;
        foreach (var content in text.Split('\n'))
        {
            line++;
            foreach (var match in Pattern().EnumerateMatches(content))
                errors.Add("catalog.secret_literal", new YamlPlace(line, match.Index + 1, file), "This looks like a credential. Credentials never stand in a catalog: name one.", "secret://name");
        }
    }

    /// <summary>The line with every credential cut to its prefix.</summary>
    public static string Mask(string line) => Pattern().Replace(line, match => match.Value[..5] + "…");

    [GeneratedRegex(
        @"xox[abeoprs]-[A-Za-z0-9-]{4,}|xapp-[A-Za-z0-9-]{4,}|[srp]k_(live|test)_[A-Za-z0-9]{4,}|whsec_[A-Za-z0-9+/=]{4,}|AKIA[A-Z0-9]{12,}|gh[pousr]_[A-Za-z0-9]{10,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{4,}|-----BEGIN [A-Z ]*PRIVATE KEY",
        RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Pattern();
}
