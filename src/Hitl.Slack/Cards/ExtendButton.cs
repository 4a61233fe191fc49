using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Cards;

/// <summary>The button that makes a stage wait longer, where the catalog lets the people asked.</summary>
internal static class ExtendButton
{
    /// <summary>Adds it to a row of buttons when the stage can be extended now.</summary>
    public static JsonObject AddTo(JsonObject row, CardFace face)
    {
        if (face is { Extendable: { } by, Token: { } token }) ((JsonArray)row["elements"]!).Add(BlockKit.Button($"Wait {Words(by)} longer", SlackActionIds.Extend, token));
        return row;
    }

    private static string Words(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } when time.Ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} h"),
        { TotalMinutes: >= 1 } when time.Ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
    };
}
