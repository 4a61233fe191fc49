using System.Globalization;
using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>A text of TOML and how far it is read.</summary>
internal sealed class TomlText(string text)
{
    private readonly string _text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
    private int _at;

    /// <summary>The next character; NUL at the end.</summary>
    internal char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>Number of the line that is read, from 1.</summary>
    internal int Line => _text.AsSpan(0, _at).Count('\n') + 1;

    internal bool Take(char wanted)
    {
        if (Next != wanted || _at >= _text.Length) return false;
        _at++;
        return true;
    }

    internal void SkipBlanks()
    {
        while (Next is ' ' or '\t') _at++;
    }

    /// <summary>Skips blanks, comments and line ends; false at the end of the text.</summary>
    internal bool SkipToNextLine()
    {
        while (_at < _text.Length)
        {
            SkipBlanks();
            SkipComment();
            if (!Take('\n')) break;
        }

        return _at < _text.Length;
    }

    /// <summary>Only a comment may follow on this line.</summary>
    internal void EndLine()
    {
        SkipBlanks();
        SkipComment();
        if (_at < _text.Length && Next != '\n') throw Unreadable();
    }

    internal string TakeBareKey() => TakeWhile(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_');

    internal string TakeBareValue()
    {
        var value = TakeWhile(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '+' or '.' or ':');
        // An unquoted word is a forgotten quote; what else is bare begins with a sign or a digit.
        return value is "true" or "false" or "inf" or "nan" || char.IsAsciiDigit(value[0]) || value[0] is '-' or '+' ? value : throw Unreadable();
    }

    internal string TakeString()
    {
        var quote = Next;
        if (!_text.AsSpan(_at).StartsWith(new string(quote, 3), StringComparison.Ordinal)) return TakeString(quote, quote.ToString());
        var start = _at + 3;
        if (start < _text.Length && _text[start] == '\n') _at++;
        return TakeString(quote, new string(quote, 3));
    }

    internal InvalidOperationException Unreadable()
    {
        var line = Line;
        return new($"Line {line} of the configuration cannot be understood: {_text.Split('\n')[line - 1].Trim()}");
    }

    private string TakeString(char quote, string end)
    {
        _at += end.Length;
        var value = new StringBuilder();
        while (!EndsHere(end))
        {
            if (_at >= _text.Length || (end.Length == 1 && Next == '\n')) throw Unreadable();
            if (quote == '"' && Take('\\')) Escaped(value, isLong: end.Length == 3);
            else value.Append(_text[_at++]);
        }

        _at += end.Length;
        return value.ToString();
    }

    // Up to two quotes may stand before the three that end a long string.
    private bool EndsHere(string end) =>
        _text.AsSpan(_at).StartsWith(end, StringComparison.Ordinal)
        && (end.Length == 1 || !_text.AsSpan(_at + 1).StartsWith(end, StringComparison.Ordinal));

    private void Escaped(StringBuilder value, bool isLong)
    {
        var sign = Next;
        if (isLong && sign is '\n' or ' ' or '\t')
        {
            while (Next is '\n' or ' ' or '\t') _at++;
            return;
        }

        _at++;
        if (sign is 'u' or 'U') value.Append(CodePoint(sign == 'u' ? 4 : 8));
        else value.Append(sign switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', '"' => '"', '\\' => '\\', _ => throw Unreadable() });
    }

    private string CodePoint(int digits)
    {
        var hex = _text.AsSpan(_at, Math.Min(digits, _text.Length - _at));
        if (!uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code)) throw Unreadable();
        _at += digits;
        return new Rune(code).ToString();
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _text.Length && belongs(_text[_at])) _at++;
        return _at > start ? _text[start.._at] : throw Unreadable();
    }

    private void SkipComment()
    {
        if (Next != '#') return;
        while (_at < _text.Length && Next != '\n') _at++;
    }
}
