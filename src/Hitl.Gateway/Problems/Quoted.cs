using System.Globalization;
using System.Text;

namespace Hitl.Gateway.Problems;

/// <summary>Other people's text inside our sentences: at most 64 characters, nothing invisible.</summary>
internal static class Quoted
{
    private const int Longest = 64;

    public static string Cut(string text)
    {
        var shown = new StringBuilder(Longest);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest) return shown.Append('…').ToString();
            var isPlain = rune.Value is >= ' ' and < 0x7f || Rune.IsLetterOrDigit(rune);
            shown.Append(isPlain ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}"));
        }

        return shown.ToString();
    }
}
