namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>Collects everything wrong with one text, each with its line and a caret.</summary>
internal sealed class YamlErrors(string text, string file)
{
    private const int Most = 200;
    private const int ExcerptLength = 120;
    private readonly string[] _lines = text.Split('\n');
    private readonly List<CatalogError> _errors = [];

    public int Count => _errors.Count;

    /// <summary>All errors in the order of their places.</summary>
    public IReadOnlyList<CatalogError> Sorted() => [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column).ThenBy(e => e.Code, StringComparer.Ordinal)];

    public void Add(string code, YamlNode node, string message, string? expected = null) => Add(code, node.Place, message, expected);

    public void Add(string code, YamlPlace place, string message, string? expected = null)
    {
        if (_errors.Count < Most) _errors.Add(new(code, file, place.Line, place.Column, Excerpt(place), message, expected));
    }

    private string Excerpt(YamlPlace place)
    {
        var line = place.Line >= 1 && place.Line <= _lines.Length ? _lines[place.Line - 1].TrimEnd('\r') : "";
        // An error message must not become the place where a secret leaks.
        line = SecretLiterals.Mask(line);
        var start = Math.Max(0, Math.Min(place.Column - 1, line.Length) - (ExcerptLength / 2));
        var cut = line.Substring(start, Math.Min(ExcerptLength, line.Length - start)).Replace('\t', ' ');
        return Hitl.Escalations.Requests.TextRules.MakeVisible(cut) + "\n" + new string(' ', Math.Max(0, Math.Min(place.Column - 1 - start, cut.Length))) + "^";
    }
}
