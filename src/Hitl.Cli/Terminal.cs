using System.Globalization;
using System.Text;

namespace Hitl.Cli;

/// <summary>Text from others on a terminal: control, escape and direction characters are shown, never obeyed.</summary>
internal static class Terminal
{
    /// <summary>The text with every control, format or line-breaking character written as its code point; line feeds become spaces.</summary>
    public static string Plain(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\r' or '\t') plain.Append(' ');
            else if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                plain.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
            else plain.Append(rune.ToString());
        }

        return plain.ToString();
    }

    /// <summary>A moment as people compare them: UTC to the second.</summary>
    public static string At(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";
}
