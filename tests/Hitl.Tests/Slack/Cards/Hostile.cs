using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Hitl.Tests.Slack.Cards;

/// <summary>Texts made to mislead, and what no surface may make of them.</summary>
internal static class Hostile
{
    private static readonly string[] Shards =
    [
        "<!channel>", "<!here>", "<@U0ADA>", "<#C0APPROVALS>", "<http://evil.example|bank.example>", "http://evil.example/x?y=z", "mailto:a@b.example", "*bold*", "_it_", "~no~",
        "`code`", "```", "> quote", ":white_check_mark:", "&lt;!channel&gt;", "&amp;", "\u202E", "\u2066", "\u200B", "\u200D", "\uFEFF", "\u0000", "\u001B[31m", "\r\n", "\n", "\t",
        "\u2028", "\u00A0", "\u3164", "\u034F", "\uDB40\uDC41", "é\u0301\u0301\u0301\u0301\u0301", "Amount", "Approve", "5.00 USD", "\"", "\\", "{\"type\":\"button\"}", "<script>alert(1)</script>",
        "javascript:alert(1)", "'><img src=x onerror=alert(1)>", "А", "日本", "😀", "\uE000", new('w', 400),
    ];

    /// <summary>Five thousand of them, the same in every run.</summary>
    public static IEnumerable<string> Texts(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++) yield return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Shards[random.Next(Shards.Length)]));
    }

    /// <summary>No markup is read anywhere, and nothing that is shown is invisible or turns others around.</summary>
    public static void Check(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Check(item);
        }
        else if (node is JsonObject members)
        {
            var type = members["type"]?.ToString();
            Assert.False(type is "mrkdwn" or "markdown" or "link" or "user" or "channel" or "usergroup" or "broadcast" or "emoji" or "image" or "video", $"{type} reads what others wrote");
            if (type == "plain_text") Assert.False(members["emoji"]!.GetValue<bool>());
            foreach (var (name, value) in members)
            {
                if (name == "text" && value is JsonValue leaf && leaf.TryGetValue<string>(out var text)) Seen(text);
                else Check(value);
            }
        }
    }

    /// <summary>A message's top-level text, in which Slack reads markup: it holds nothing that begins any.</summary>
    public static void Fallback(string text)
    {
        foreach (var c in text) Assert.False(c is '<' or '>' or '*' or '_' or '`' or '~' or '@' or '#' or '\n' or '|', text);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("&", text.Replace("&amp;", "", StringComparison.Ordinal).Replace("&lt;", "", StringComparison.Ordinal).Replace("&gt;", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Every character can be seen.</summary>
    public static void Seen(string text)
    {
        foreach (var rune in text.EnumerateRunes()) Assert.True(IsSeen(rune), $"U+{rune.Value:X4} is shown");
    }

    private static bool IsSeen(Rune rune) => rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not (0x034F or 0x3164 or 0x115F or 0x1160 or 0xFFA0 or 0x2800 or 0x00A0) && rune.Value is not (>= 0xFE00 and <= 0xFE0F) and not (>= 0xE0000 and <= 0xE0FFF);
}
