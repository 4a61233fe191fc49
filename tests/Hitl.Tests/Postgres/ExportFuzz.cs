namespace Hitl.Tests.Postgres;

/// <summary>Random changes of an exported file that change what it says.</summary>
internal static class ExportFuzz
{
    private const string Letters = "0123456789bdfghjkmnpqrstvwxyz";

    public static (string What, List<string> Lines) Alter(string[] lines, Random random)
    {
        var altered = lines.ToList();
        // The last line is the count, the one before it a checkpoint, the first the header.
        var rows = lines.Length - 3;
        var at = 1 + random.Next(rows);
        switch (random.Next(5))
        {
            case 0:
                altered.RemoveAt(at);
                return ($"row {at} removed", altered);
            case 1:
                var other = 1 + ((at - 1 + 1 + random.Next(rows - 1)) % rows);
                (altered[at], altered[other]) = (altered[other], altered[at]);
                return ($"rows {at} and {other} swapped", altered);
            case 2:
                altered.Insert(at, altered[at]);
                return ($"row {at} doubled", altered);
            case 3:
                altered.RemoveRange(at + 1, altered.Count - at - 1);
                return ($"cut after row {at}", altered);
            default:
                altered[at] = Edit(altered[at], random, out var place);
                return ($"row {at}, place {place} changed: {altered[at][Math.Max(0, place - 20)..Math.Min(altered[at].Length, place + 20)]}", altered);
        }
    }

    private static string Edit(string line, Random random, out int place)
    {
        do place = random.Next(line.Length);
        while (!char.IsAsciiLetterOrDigit(line[place]));
        var old = char.ToLowerInvariant(line[place]);
        char letter;
        do letter = Letters[random.Next(Letters.Length)];
        while (letter == old);
        return line[..place] + letter + line[(place + 1)..];
    }
}
