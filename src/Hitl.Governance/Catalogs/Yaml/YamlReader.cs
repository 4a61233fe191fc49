using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hitl.Governance.Catalogs.Yaml;

/// <summary>Reads one document of a strict YAML: no anchors, aliases, tags, directives, merge keys, complex or duplicate keys; bounded in depth and size.</summary>
internal sealed class YamlReader
{
    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most nodes of one file; keys count. A larger catalog is several files.</summary>
    public const int NodeBudget = 10_000;

    private readonly YamlErrors _errors;
    private readonly Parser _parser;
    private int _nodes;

    private readonly int _file;

    private YamlReader(string text, int file, YamlErrors errors)
    {
        _file = file;
        _errors = errors;
        _parser = new(new StringReader(text));
    }

    /// <summary>Reads the document; null when it cannot be read at all, with the reason among the errors.</summary>
    public static YamlNode? Read(string text, int file, YamlErrors errors)
    {
        try
        {
            return new YamlReader(text, file, errors).ReadDocument();
        }
        catch (StoppedException)
        {
            return null;
        }
        catch (ScannerDefectException defect)
        {
            errors.Add("yaml.syntax", defect.Place, "This is not YAML.");
            return null;
        }
        catch (YamlException wrong)
        {
            if (FindTab(text, file, wrong) is { } tab) errors.Add("yaml.syntax", tab, "The line is indented with a tab; YAML takes blanks only.", "blanks");
            else errors.Add("yaml.syntax", PlaceOf(wrong.Start, file), "This is not YAML. " + wrong.Message);
            return null;
        }
    }

    /// <summary>The parser reports a tab where the mapping around it began; people look for the tab.</summary>
    private static YamlPlace? FindTab(string text, int file, YamlException wrong)
    {
        if (!wrong.Message.Contains("tab", StringComparison.OrdinalIgnoreCase)) return null;
        var lines = text.Split('\n');
        for (var i = (int)wrong.Start.Line - 1; i < lines.Length; i++)
        {
            var tab = lines[i].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && lines[i].AsSpan(0, tab).IsWhiteSpace()) return new(i + 1, tab + 1, file);
        }

        return null;
    }

    private static YamlPlace PlaceOf(Mark mark, int file) => new((int)mark.Line, (int)mark.Column, file);

    private YamlPlace PlaceOf(Mark mark) => PlaceOf(mark, _file);

    private YamlNode? ReadDocument()
    {
        Next<StreamStart>();
        if (Peek() is StreamEnd)
        {
            _errors.Add("yaml.empty", new YamlPlace(1, 1, _file), "The file has no content.");
            return null;
        }

        var start = Next<DocumentStart>();
        if (start.Version is not null || start.Tags?.Any(tag => tag.Handle is not ("!" or "!!")) is true)
            _errors.Add("yaml.directive_not_allowed", PlaceOf(start.Start), "Directives (%YAML, %TAG) are not taken.");
        var root = ReadNode(1);
        Next<DocumentEnd>();
        if (Peek() is DocumentStart second) _errors.Add("yaml.one_document", PlaceOf(second.Start), "A catalog is one document; remove what follows '---'.");
        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var found = Peek();
        var place = PlaceOf(found.Start);
        if (depth > MaxDepth) Stop("yaml.too_deep", place, $"Nesting is deeper than {MaxDepth}.");
        if (++_nodes > NodeBudget) Stop("catalog.too_large", place, $"The file has more than {NodeBudget} nodes; divide the catalog into several files.");
        if (found is AnchorAlias)
        {
            MoveNext();
            _errors.Add("yaml.alias_not_allowed", place, "Aliases are not taken: write the value out, so that everybody reads the same catalog.");
            return new YamlUnreadable(place);
        }

        CheckProperties(found as NodeEvent ?? throw new YamlException(found.Start, found.End, "A value is missing here."), place);
        return found switch
        {
            MappingStart => ReadMapping(place, depth),
            SequenceStart => ReadSequence(place, depth),
            _ => ReadScalar(place),
        };
    }

    private void CheckProperties(NodeEvent node, YamlPlace place)
    {
        if (!node.Anchor.IsEmpty) _errors.Add("yaml.alias_not_allowed", place, "Anchors are not taken.");
        if (!node.Tag.IsEmpty) _errors.Add("yaml.tag_not_allowed", place, $"Tags are not taken: {node.Tag}. The schema says what each value is.");
    }

    private YamlScalar ReadScalar(YamlPlace place)
    {
        var scalar = Next<Scalar>();
        return new(scalar.Value, scalar.Style == ScalarStyle.Plain, place);
    }

    private YamlSequence ReadSequence(YamlPlace place, int depth)
    {
        Next<SequenceStart>();
        var items = new List<YamlNode>();
        while (Peek() is not SequenceEnd) items.Add(ReadNode(depth + 1));
        Next<SequenceEnd>();
        return new(items, place);
    }

    private YamlMapping ReadMapping(YamlPlace place, int depth)
    {
        Next<MappingStart>();
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        var seen = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        while (Peek() is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not YamlScalar name) _errors.Add("yaml.key_not_text", key, "A key must be a text.");
            else if (!seen.TryAdd(name.Text, name))
                _errors.Add("yaml.duplicate_key", name, $"'{name.Text}' is here and on line {seen[name.Text].Place.Line}; which one counts would be a guess.");
            else entries.Add(new(name, value));
        }

        Next<MappingEnd>();
        return new(entries, place);
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null) MoveNext();
        return _parser.Current!;
    }

    private TEvent Next<TEvent>()
        where TEvent : ParsingEvent
    {
        var found = Peek() as TEvent ?? throw new YamlException(Peek().Start, Peek().End, $"Found {Peek().GetType().Name} where {typeof(TEvent).Name} was due.");
        // Moving on past the end of the stream is the parser's way to say it is done.
        MoveNext();
        return found;
    }

    private bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The library's scanner fails on some texts instead of saying that they are no YAML; found by damaging good catalogs at random.
            throw new ScannerDefectException(_parser.Current is { } last ? PlaceOf(last.End) : new(1, 1, _file), wrong);
        }
    }

    private void Stop(string code, YamlPlace place, string message)
    {
        _errors.Add(code, place, message);
        throw new StoppedException();
    }

    /// <summary>The library failed on a text; where the last good part ended.</summary>
    private sealed class ScannerDefectException(YamlPlace place, Exception inner) : Exception(inner.Message, inner)
    {
        public YamlPlace Place { get; } = place;
    }

    /// <summary>The document is hostile or far too large: reading on would only cost time.</summary>
    private sealed class StoppedException : Exception;
}
