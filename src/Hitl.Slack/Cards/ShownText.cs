using System.Globalization;
using System.Text;

namespace Hitl.Slack.Cards;

/// <summary>Makes any text safe to look at: what a reader could not see, or what would reorder other characters, is spelled out.</summary>
/// <remarks>Unicode categories Cc, Cf, Cs, Co, Cn, Zl and Zp, odd spaces, and the letters and marks that render as nothing (UAX #44, Default_Ignorable_Code_Point).</remarks>
internal static class ShownText
{
    private const int MostMarksInARow = 3;

    /// <summary>One line: line breaks are spelled out as well, so data can never begin a line.</summary>
    public static string Line(string text) => Clean(text, keepLines: false);

    /// <summary>Several lines, for a box that holds nothing else.</summary>
    public static string Lines(string text) => Clean(text.ReplaceLineEndings("\n"), keepLines: true);

    /// <summary>Cuts a cleaned text and says how much is missing; never inside a character.</summary>
    public static string Clip(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = Math.Max(0, most - 48);
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..end]} … ({text.Length - end} more characters)");
    }

    private static string Clean(string text, bool keepLines)
    {
        var shown = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (keepLines && rune.Value == '\n') shown.Append('\n');
            else if (marks > MostMarksInARow || IsUnseen(rune, category)) shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            else shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    private static bool IsUnseen(Rune rune, UnicodeCategory category) => category switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse => true,
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        _ => IsBlank(rune.Value),
    };

    private static bool IsBlank(int value) => value
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);
}
