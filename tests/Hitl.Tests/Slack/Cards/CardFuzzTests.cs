using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Slack.Cards;

namespace Hitl.Tests.Slack.Cards;

public sealed class CardFuzzTests
{
    private static readonly string[] Shards =
    [
        "<!channel>", "<!here>", "<@U0ADA>", "<#C0APPROVALS>", "<http://evil.example|bank.example>", "http://evil.example/x?y=z", "mailto:a@b.example", "*bold*", "_it_", "~no~",
        "`code`", "```", "> quote", ":white_check_mark:", "&lt;!channel&gt;", "&amp;", "\u202E", "\u2066", "\u200B", "\u200D", "\uFEFF", "\u0000", "\u001B[31m", "\r\n", "\n", "\t",
        "\u2028", "\u00A0", "\u3164", "\u034F", "\uDB40\uDC41", "\uD800", "é\u0301\u0301\u0301\u0301\u0301", "Amount", "Approve", "5.00 USD", "\"", "\\", "{\"type\":\"button\"}",
        "А", "日本", "😀", "\uE000", new('w', 400),
    ];

    // Types a reader of markup never looks into, and what each may hold.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["header"] = ["type", "text"],
        ["section"] = ["type", "text"],
        ["context"] = ["type", "elements"],
        ["actions"] = ["type", "block_id", "elements"],
        ["button"] = ["type", "text", "action_id", "value", "style"],
        ["plain_text"] = ["type", "text", "emoji"],
        ["rich_text"] = ["type", "elements"],
        ["rich_text_section"] = ["type", "elements"],
        ["rich_text_preformatted"] = ["type", "elements"],
        ["text"] = ["type", "text", "style"],
    };

    [Fact]
    public void Five_thousand_hostile_texts_make_no_link_no_mention_no_markup_and_nothing_invisible()
    {
        var random = new Random(20_260_304);

        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Shards[random.Next(Shards.Length)]));
            var card = CardRenderer.Render(Faces.Hostile(text));

            Check(card.Blocks);
            CheckFallback(card.Text);
            Assert.True(card.Blocks.Count <= 50);
            Assert.True(CardRenderer.Length(card.Blocks) <= CardRenderer.TextBudget, $"{CardRenderer.Length(card.Blocks)} characters");
        }
    }

    private static void Check(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Check(item);
        }
        else if (node is JsonObject members)
        {
            if (members.ContainsKey("type")) Assert.Subset(Allowed[members["type"]!.ToString()].ToHashSet(), members.Select(member => member.Key).ToHashSet());
            if (members["type"]?.ToString() == "plain_text") Assert.False(members["emoji"]!.GetValue<bool>());
            foreach (var (name, value) in members)
            {
                if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text)) CheckText(name, text);
                else Check(value);
            }
        }
    }

    private static void CheckText(string name, string text)
    {
        if (name != "text") return;
        Assert.InRange(text.Length, 1, 3_000);
        foreach (var rune in text.EnumerateRunes()) Assert.True(IsSeen(rune), $"U+{rune.Value:X4} is shown");
    }

    // The one text Slack reads markup in: it must hold no character that starts any.
    private static void CheckFallback(string text)
    {
        foreach (var c in text) Assert.False(c is '<' or '>' or '*' or '_' or '`' or '~' or '@' or '#' or '\n' or '|', text);
        Assert.DoesNotContain("://", text);
        Assert.DoesNotContain("&", text.Replace("&amp;", "").Replace("&lt;", "").Replace("&gt;", ""));
    }

    private static bool IsSeen(Rune rune) => rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not (0x034F or 0x3164 or 0x115F or 0x1160 or 0xFFA0 or 0x2800 or 0x00A0) && rune.Value is not (>= 0xFE00 and <= 0xFE0F) and not (>= 0xE0000 and <= 0xE0FFF);
}
