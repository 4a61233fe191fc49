using System.Text.RegularExpressions;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>The emoji a workspace like this is likely to meet; other names stay as they are written.</summary>
internal static partial class Emoji
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["white_check_mark"] = "✅", ["heavy_check_mark"] = "✔️", ["x"] = "❌", ["no_entry"] = "⛔", ["warning"] = "⚠️", ["rotating_light"] = "🚨",
        ["hourglass"] = "⌛", ["hourglass_flowing_sand"] = "⏳", ["bell"] = "🔔", ["eyes"] = "👀", ["lock"] = "🔒", ["moneybag"] = "💰",
        ["robot_face"] = "🤖", ["point_right"] = "👉", ["pencil2"] = "✏️", ["speech_balloon"] = "💬", ["calendar"] = "📅", ["mag"] = "🔍",
        ["information_source"] = "ℹ️", ["question"] = "❓", ["raised_hand"] = "✋", ["wave"] = "👋", ["tada"] = "🎉", ["thumbsup"] = "👍",
        ["+1"] = "👍", ["thumbsdown"] = "👎", ["-1"] = "👎", ["smile"] = "😄", ["leftwards_arrow_with_hook"] = "↩️", ["clock1"] = "🕐",
        ["large_green_circle"] = "🟢", ["red_circle"] = "🔴", ["large_yellow_circle"] = "🟡", ["shield"] = "🛡️", ["scales"] = "⚖️",
    };

    public static string Named(string name) => Known.GetValueOrDefault(name, $":{name}:");

    public static string In(string text) => Code().Replace(text, match => Named(match.Groups[1].Value));

    [GeneratedRegex(":([a-z0-9_+-]+):")]
    private static partial Regex Code();
}
