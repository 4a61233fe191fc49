using System.Globalization;
using System.Text;

namespace Hitl.Escalations.Requests;

/// <summary>Which characters a text may have, so that what a person reads is what will run.</summary>
public static class TextRules
{
    /// <summary>Most combining marks in a row; more would paint over the lines around them.</summary>
    public const int MostStackedMarks = 8;

    /// <summary>Finds the first character the profile does not admit; null when there is none.</summary>
    public static ForbiddenCharacter? FirstForbidden(string text, TextProfile profile = TextProfile.Strict) => FirstForbidden(text, 0, profile);

    /// <summary>Makes every character that could mislead visible as its code point, such as <c>⟨U+202E⟩</c>; line breaks and tabs stay.</summary>
    public static string MakeVisible(string text)
    {
        var visible = new StringBuilder();
        var from = 0;
        while (FirstForbidden(text, from, TextProfile.Prose) is { } forbidden)
        {
            visible.Append(text, from, forbidden.Index - from).Append(CultureInfo.InvariantCulture, $"⟨U+{forbidden.CodePoint:X4}⟩");
            from = forbidden.Index + (forbidden.CodePoint > 0xFFFF ? 2 : 1);
        }

        return visible.Append(text, from, text.Length - from).ToString();
    }

    private static ForbiddenCharacter? FirstForbidden(string text, int from, TextProfile profile)
    {
        var marks = 0;
        for (var i = from; i < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            var codePoint = isWhole ? rune.Value : text[i];
            marks = IsMark(rune) ? marks + 1 : 0;
            var kind = !isWhole ? "surrogate" : marks > MostStackedMarks ? "stacked mark" : Kind(rune, profile);
            if (kind is not null) return new(codePoint, i, kind);
            i += rune.Utf16SequenceLength;
        }

        return null;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    private static string? Kind(Rune rune, TextProfile profile) => rune.Value switch
    {
        '\n' or '\r' or '\t' => profile == TextProfile.Prose ? null : "control",
        0x200C or 0x200D => profile == TextProfile.Prose ? null : "zero-width",
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "bidi",
        0x00AD or 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x200B or (>= 0x2060 and <= 0x2064) or 0x3164 or 0xFEFF or 0xFFA0 => "zero-width",
        0x2028 or 0x2029 => "control",
        >= 0xE0000 and <= 0xE0FFF => "tag",
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => "control",
            UnicodeCategory.Format => "zero-width",
            UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "unassigned",
            _ => null,
        },
    };
}
