using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs.Lists;

/// <summary>Reads the catalog's value lists: written in it, or in a text file of the same folder that the catalog names with its SHA-256.</summary>
internal static class ValueListReader
{
    private const int LongestValue = 128;

    public static IReadOnlyDictionary<string, ReferencedValues> Read(YamlNode root, IReadOnlyList<CatalogFile> files, YamlErrors errors)
    {
        var lists = new Dictionary<string, ReferencedValues>(StringComparer.Ordinal);
        foreach (var (name, list) in root.At("lists").Entries())
        {
            if (list is not YamlMapping) continue;
            if (list.At("values") is not null == list.At("file") is not null)
                errors.Add("catalog.list_form", name, $"List '{name.Text}' has either values, or a file with its sha256.", "values, or file and sha256");
            else if (list.At("values") is { } values) lists[name.Text] = Inline(name.Text, values);
            else if (FromFile(name.Text, list, files, errors) is { } read) lists[name.Text] = read;
        }

        return lists;
    }

    /// <summary>SHA-256 of a list's text with line feeds only: what stands in the catalog beside the file's name.</summary>
    public static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal))));

    private static ReferencedValues Inline(string name, YamlNode values)
    {
        IReadOnlyList<string> texts = [.. values.Texts().Select(t => t.Text)];
        return new(name, HashOf(string.Concat(texts.Order(StringComparer.Ordinal).Select(text => text + "\n"))), texts);
    }

    private static ReferencedValues? FromFile(string name, YamlNode list, IReadOnlyList<CatalogFile> files, YamlErrors errors)
    {
        var wanted = list.At("file")!;
        var at = files.ToList().FindIndex(file => file.IsValueList && file.Name == wanted.Text());
        if (at < 0)
        {
            var known = files.Where(file => file.IsValueList).Select(file => file.Name).ToList();
            var nearest = wanted.Text() is { } text ? Intake.NearestNames.Meant(text, known) : null;
            errors.Add("catalog.list_file", wanted, $"There is no list file '{wanted.Text()}' in the catalog's folder{(nearest is null ? "" : $"; did you mean '{nearest}'?")}.", nearest);
            return null;
        }

        var hash = HashOf(files[at].Text);
        if (list.At("sha256") is not { } stated) errors.Add("catalog.list_hash", wanted, "A list in a file is named with the SHA-256 of its text, so that signing the catalog signs the list.", $"sha256: {hash}");
        else if (stated.Text() != hash) errors.Add("catalog.list_hash", stated, $"The file '{files[at].Name}' is not the one that was meant: its SHA-256 is {hash}.", hash);
        return new(name, hash, Lines(files[at], at, errors));
    }

    private static List<string> Lines(CatalogFile file, int at, YamlErrors errors)
    {
        var values = new List<string>();
        var number = 0;
        foreach (var line in file.Text.AsSpan().EnumerateLines())
        {
            number++;
            var value = line.Trim().ToString();
            if (value.Length == 0 || value[0] == '#') continue;
            if (value.Length > LongestValue) errors.Add("text.too_long", new YamlPlace(number, 1, at), $"The value has {value.Length} characters; the limit is {LongestValue}.");
            else if (TextRules.FirstForbidden(value) is { } forbidden) errors.Add("text.forbidden_character", new YamlPlace(number, forbidden.Index + 1, at), $"The value has {forbidden} ({forbidden.Kind}).");
            else values.Add(value);
        }

        return values;
    }
}
