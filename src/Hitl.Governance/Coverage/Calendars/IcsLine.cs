namespace Hitl.Governance.Coverage.Calendars;

/// <summary>One line of a calendar, unfolded: <c>NAME;PARAMETER=VALUE:VALUE</c>.</summary>
internal sealed record IcsLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    /// <summary>Reads every line of a text; null when one has no form.</summary>
    public static List<IcsLine>? ReadAll(string text)
    {
        var lines = new List<IcsLine>();
        foreach (var unfolded in Unfold(text).Where(line => line.Length > 0))
        {
            if (Read(unfolded) is not { } line) return null;
            lines.Add(line);
        }

        return lines;
    }

    private static List<string> Unfold(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && lines.Count > 0) lines[^1] += line[1..];
            else lines.Add(line);
        }

        return lines;
    }

    private static IcsLine? Read(string line)
    {
        var parts = new List<string>();
        var (begin, isQuoted) = (0, false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"') isQuoted = !isQuoted;
            if (isQuoted || line[at] is not (';' or ':')) continue;
            parts.Add(line[begin..at]);
            begin = at + 1;
            if (line[at] == ':') return new(parts[0].ToUpperInvariant(), ParametersOf(parts.Skip(1)), line[begin..]);
        }

        return null;
    }

    private static Dictionary<string, string> ParametersOf(IEnumerable<string> parts)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts)
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) parameters[part[..equals]] = part[(equals + 1)..].Trim('"');
        }

        return parameters;
    }
}
