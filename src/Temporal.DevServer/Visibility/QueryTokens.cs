using System.Globalization;
using System.Text;

namespace Temporal.DevServer.Visibility;

/// <summary>Splits a filter into words, symbols, strings and numbers, one token ahead.</summary>
internal sealed class QueryTokens
{
    private readonly string _text;
    private int _at;

    internal QueryTokens(string text)
    {
        _text = text;
        Advance();
    }

    /// <summary>The token as written; empty at the end. Strings come without their quotes.</summary>
    internal string Current { get; private set; } = "";

    internal bool IsString { get; private set; }

    internal bool AtEnd => Current.Length == 0 && !IsString;

    internal bool Is(string keyword) => !IsString && Current.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    internal bool Take(string keyword)
    {
        if (!Is(keyword)) return false;
        Advance();
        return true;
    }

    internal void Expect(string keyword)
    {
        if (!Take(keyword)) throw new QuerySyntaxException($"expected '{keyword}' but found '{Current}'");
    }

    internal string TakeName()
    {
        if (AtEnd || IsString || !(char.IsLetter(Current[0]) || Current[0] == '_')) throw new QuerySyntaxException($"expected a search attribute but found '{Current}'");
        var name = Current;
        Advance();
        return name;
    }

    internal object TakeValue()
    {
        var (text, quoted) = (Current, IsString);
        if (AtEnd) throw new QuerySyntaxException("expected a value but the query ends");
        Advance();
        if (quoted) return text;
        if (bool.TryParse(text, out var flag)) return flag;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new QuerySyntaxException($"expected a value but found '{text}'; strings stand in single or double quotes");
    }

    private void Advance()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        IsString = false;
        if (_at >= _text.Length)
        {
            Current = "";
            return;
        }
        var first = _text[_at];
        if (first is '\'' or '"') ReadString(first);
        else if (first == '`') ReadName();
        else if (char.IsLetterOrDigit(first) || first is '_' or '-' or '+' or '.') ReadWord();
        else ReadSymbol();
    }

    private void ReadString(char quote)
    {
        var value = new StringBuilder();
        for (_at++; ; _at++)
        {
            if (_at >= _text.Length) throw new QuerySyntaxException("a string is not closed");
            if (_text[_at] == '\\' && _at + 1 < _text.Length) value.Append(_text[++_at]);
            else if (_text[_at] != quote) value.Append(_text[_at]);
            else if (_at + 1 < _text.Length && _text[_at + 1] == quote) value.Append(_text[++_at]);
            else break;
        }
        _at++;
        (Current, IsString) = (value.ToString(), true);
    }

    private void ReadName()
    {
        var end = _text.IndexOf('`', _at + 1);
        if (end < 0) throw new QuerySyntaxException("a quoted name is not closed");
        Current = _text[(_at + 1)..end];
        _at = end + 1;
    }

    private void ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '+' or '.' or ':')) _at++;
        Current = _text[start.._at];
    }

    private void ReadSymbol()
    {
        var two = _at + 1 < _text.Length ? _text.Substring(_at, 2) : "";
        Current = two is "!=" or "<=" or ">=" or "<>" ? two : _text[_at].ToString();
        _at += Current.Length;
    }
}
