namespace Temporalio.Common.EnvConfig;

/// <summary>Reads the TOML that configuration files of this kind consist of: tables, strings on one line, booleans.</summary>
internal static class ProfileToml
{
    /// <summary>Every setting with the path of its table.</summary>
    /// <exception cref="InvalidOperationException">A line is anything else; nothing is guessed.</exception>
    internal static IEnumerable<(string Path, string Value)> Read(string text)
    {
        var table = "";
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[')
            {
                var end = line.IndexOf(']', StringComparison.Ordinal);
                if (end < 0 || line[1] == '[' || !IsBlank(line[(end + 1)..])) throw Unreadable(number, line);
                table = Unquoted(line[1..end]) + ".";
                continue;
            }
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw Unreadable(number, line);
            var value = Value(line[(equals + 1)..].Trim()) ?? throw Unreadable(number, line);
            yield return (table + Unquoted(line[..equals].Trim()), value);
        }
    }

    private static string? Value(string text)
    {
        if (text.Length == 0) return null;
        if (text[0] is '"' or '\'')
        {
            var end = Closing(text);
            if (end < 0 || !IsBlank(text[(end + 1)..])) return null;
            var inner = text[1..end];
            return text[0] == '\'' ? inner : Unescaped(inner);
        }
        var bare = text.Split('#')[0].Trim();
        return bare is "true" or "false" ? bare : null;
    }

    private static int Closing(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[0] == '"') i++;
            else if (text[i] == text[0]) return i;
        }
        return -1;
    }

    private static string? Unescaped(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }
            char? meant = text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '"' => '"', '\\' => '\\', _ => null };
            if (meant is not { } known) return null;
            plain.Append(known);
        }
        return plain.ToString();
    }

    private static string Unquoted(string name) => string.Join('.', name.Split('.').Select(part => part.Trim().Trim('"', '\'')));

    private static bool IsBlank(string rest) => rest.Trim() is "" || rest.Trim()[0] == '#';

    private static InvalidOperationException Unreadable(int number, string line) =>
        new($"Line {number} of the configuration cannot be understood: {line}");
}
