namespace Hitl.Governance.Intake;

/// <summary>Finds the known names nearest to a misspelled one.</summary>
public static class NearestNames
{
    /// <summary>The nearest known names by edit distance, nearest first, ties in ordinal order.</summary>
    /// <param name="name">What was written; only its first 64 characters count.</param>
    /// <param name="known">What there is.</param>
    /// <param name="most">How many to return at most.</param>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known, int most = 3)
    {
        var text = name.Length > 64 ? name[..64] : name;
        return [.. known.Distinct(StringComparer.Ordinal)
            .OrderBy(candidate => Distance(text, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>The one known name near enough to have been meant, or null.</summary>
    public static string? Meant(string name, IEnumerable<string> known) =>
        Of(name, known, 1) is [var nearest] && Distance(name, nearest) <= Slips(name) ? nearest : null;

    // Two letters swapped are two slips.
    private static int Slips(string name) => name.Length <= 3 ? 1 : Math.Max(2, name.Length / 3);

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
