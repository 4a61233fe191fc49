namespace Hitl.Slack.Cards;

/// <summary>Notices words that mix look-alike alphabets, such as a Latin word with a Cyrillic letter.</summary>
internal static class MixedScripts
{
    /// <summary>Tells whether any word has Latin letters together with Cyrillic, Greek, Armenian or Cherokee ones.</summary>
    public static bool IsSuspicious(string text)
    {
        var (latin, other) = (false, false);
        foreach (var c in text)
        {
            if (!char.IsLetter(c)) (latin, other) = (false, false);
            else if (IsLookAlike(c)) other = true;
            else if (c is < '\u0250' or (>= '\u1E00' and <= '\u1EFF')) latin = true;
            if (latin && other) return true;
        }

        return false;
    }

    private static bool IsLookAlike(char c) =>
        c is (>= '\u0370' and <= '\u058F') or (>= '\u13A0' and <= '\u13FF') or (>= '\u1C80' and <= '\u1C8F') or (>= '\u1F00' and <= '\u1FFF')
            or (>= '\u2DE0' and <= '\u2DFF') or (>= '\uA640' and <= '\uA69F') or (>= '\uAB70' and <= '\uABBF');
}
