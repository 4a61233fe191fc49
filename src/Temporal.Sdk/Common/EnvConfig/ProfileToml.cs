namespace Temporalio.Common.EnvConfig;

/// <summary>
/// Reads the TOML that configuration files of this kind consist of: tables, also inline, strings, also over several lines, and booleans.
/// Numbers, dates and lists are taken where nobody asks for them and refused by whoever does.
/// </summary>
internal sealed class ProfileToml
{
    private readonly TomlText _text;
    private readonly List<(string Path, TomlValue? Value)> _settings = [];

    private ProfileToml(string text) => _text = new(text);

    /// <summary>Every table, which has no value, and every setting, with its path.</summary>
    /// <exception cref="InvalidOperationException">A line is anything else; nothing is guessed.</exception>
    internal static IReadOnlyList<(string Path, TomlValue? Value)> Read(string text)
    {
        var reader = new ProfileToml(text);
        reader.ReadAll();
        return reader._settings;
    }

    private void ReadAll()
    {
        var table = "";
        while (_text.SkipToNextLine())
        {
            if (_text.Take('['))
            {
                table = Key(']');
                _settings.Add((table, null));
                table += ".";
            }
            else
            {
                Setting(table);
            }

            _text.EndLine();
        }
    }

    private void Setting(string table)
    {
        var path = table + Key('=');
        _text.SkipBlanks();
        if (_text.Take('{')) InlineTable(path);
        else _settings.Add((path, Value()));
    }

    private void InlineTable(string path)
    {
        _settings.Add((path, null));
        _text.SkipBlanks();
        while (!_text.Take('}'))
        {
            Setting(path + ".");
            _text.SkipBlanks();
            if (_text.Take(',')) _text.SkipBlanks();
            else if (_text.Next != '}') throw _text.Unreadable();
        }
    }

    /// <summary>A key, dotted or not, up to the sign that ends it.</summary>
    private string Key(char end)
    {
        var parts = new List<string>();
        do
        {
            _text.SkipBlanks();
            parts.Add(_text.Next is '"' or '\'' ? _text.TakeString() : _text.TakeBareKey());
            _text.SkipBlanks();
        }
        while (_text.Take('.'));
        return _text.Take(end) ? string.Join('.', parts) : throw _text.Unreadable();
    }

    private TomlValue Value()
    {
        if (_text.Next is '"' or '\'') return new(_text.TakeString(), _text.Line, IsString: true);
        if (_text.Next == '[') return List();
        return new(_text.TakeBareValue(), _text.Line, IsString: false);
    }

    // Nothing here is a list; one is passed over, as is everything a newer version may have added.
    private TomlValue List()
    {
        var line = _text.Line;
        _text.Take('[');
        while (!Closes())
        {
            PassOver();
            if (!_text.SkipToNextLine() || (!_text.Take(',') && _text.Next != ']')) throw _text.Unreadable();
        }

        return new("", line, IsString: false);
    }

    private bool Closes() => _text.SkipToNextLine() ? _text.Take(']') : throw _text.Unreadable();

    private void PassOver()
    {
        var known = _settings.Count;
        if (_text.Take('{')) InlineTable("");
        else Value();
        _settings.RemoveRange(known, _settings.Count - known);
    }
}
