using System.Globalization;
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
    public static string Plain(string? text) => text is null ? "" : TextRules.MakeVisible(text);

    /// <summary>The tone of a state, as a style class.</summary>
    public static string Tone(string state) => state switch
    {
        "executed" => "good",
        "denied" or "refused" or "expired" or "withdrawn" or "shadowed" => "quiet",
        "deciding" or "received" or "approved" or "executing" => "busy",
        _ => "bad",
    };
}
