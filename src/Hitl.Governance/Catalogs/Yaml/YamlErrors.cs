using Hitl.Escalations.Requests;

namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>Collects everything wrong with the files of one catalog, each with its line and a caret.</summary>
internal sealed class YamlErrors
{
    private const int Most = 200;
    private const int ExcerptLength = 120;
    private readonly string[] _names;
    private readonly Lazy<string[]>[] _lines;
    private readonly List<(int File, CatalogError Error)> _errors = [];

    public YamlErrors(IReadOnlyList<CatalogFile> files)
    {
        _names = [.. files.Select(file => file.Name)];
        _lines = [.. files.Select(file => new Lazy<string[]>(() => file.Text.Split('\n')))];
    }

    public int Count => _errors.Count;

    /// <summary>All errors in the order of their places.</summary>
    public IReadOnlyList<CatalogError> Sorted() =>
        [.. _errors.OrderBy(e => e.File).ThenBy(e => e.Error.Line).ThenBy(e => e.Error.Column).ThenBy(e => e.Error.Code, StringComparer.Ordinal).Select(e => e.Error)];

    public void Add(string code, YamlNode node, string message, string? expected = null) => Add(code, node.Place, message, expected);

    public void Add(string code, YamlPlace place, string message, string? expected = null)
    {
        if (_errors.Count < Most) _errors.Add((place.File, new(code, _names[place.File], place.Line, place.Column, Excerpt(place), message, expected)));
    }

    /// <summary>A place in words, for a message about another one.</summary>
    public string Where(YamlPlace place) => _names.Length == 1 ? $"on line {place.Line}" : $"in {_names[place.File]} on line {place.Line}";

    private string Excerpt(YamlPlace place)
    {
        var lines = _lines[place.File].Value;
        var written = place.Line <= lines.Length ? lines[place.Line - 1].TrimEnd('\r') : "";
        // An error message must not become the place where a secret leaks; the caret moves with what is masked before it.
        var line = SecretLiterals.Mask(written);
        var caret = Math.Min(SecretLiterals.Mask(written[..Math.Min(place.Column - 1, written.Length)]).Length, line.Length);
        var start = Math.Max(0, caret - (ExcerptLength / 2));
        var cut = line.Substring(start, Math.Min(ExcerptLength, line.Length - start)).Replace('\t', ' ');
        return TextRules.MakeVisible(cut) + "\n" + new string(' ', TextRules.MakeVisible(cut[..(caret - start)]).Length) + "^";
    }
}
