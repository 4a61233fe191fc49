using System.Globalization;
using System.Text;
using Hitl.Escalations.Requests;

namespace Hitl.Gateway.Console.Pages;

/// <summary>How pages say times, states and other people's text.</summary>
internal static class Words
{
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string State(string state) => state.Replace('_', ' ');

    /// <summary>How long ago or how long until, in the largest unit that says something.</summary>
    public static string Span(TimeSpan span)
    {
        var length = span.Duration();
        var (count, unit) = length.TotalDays >= 2 ? (length.TotalDays, "days")
            : length.TotalHours >= 2 ? (length.TotalHours, "hours")
            : length.TotalMinutes >= 2 ? (length.TotalMinutes, "minutes") : (length.TotalSeconds, "seconds");
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count)} {unit}");
    }

    /// <summary>Text that others wrote: every character that could mislead is spelled out.</summary>
    public static string Plain(string? text) => text is null ? "" : string.Concat(TextRules.MakeVisible(text).EnumerateRunes().Select(Spelled));

    // What joins signs into one is good in prose and still not to be seen: on these pages it is spelled out as well.
    private static string Spelled(Rune rune) => IsUnseen(rune)
        ? string.Create(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩")
        : rune.ToString();

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => true,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        _ => rune.Value is 0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF),
    };

    /// <summary>The tone of a state, as a style class.</summary>
    public static string Tone(string state) => state switch
    {
        "executed" => "good",
        "denied" or "refused" or "expired" or "withdrawn" or "shadowed" => "quiet",
        "deciding" or "received" or "approved" or "executing" => "busy",
        _ => "bad",
    };
}
