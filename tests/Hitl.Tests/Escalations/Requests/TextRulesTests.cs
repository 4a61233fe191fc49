using Hitl.Escalations.Requests;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Requests;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("Ada\u202E", 0x202E, 3, "bidi")]
    [InlineData("\u2066x", 0x2066, 0, "bidi")]
    [InlineData("a\u200Bb", 0x200B, 1, "zero-width")]
    [InlineData("a\u200Db", 0x200D, 1, "zero-width")]
    [InlineData("\uFEFF", 0xFEFF, 0, "zero-width")]
    [InlineData("a\u00ADb", 0x00AD, 1, "zero-width")]
    [InlineData("😀\U000E0041", 0xE0041, 2, "tag")]
    [InlineData("a\0", 0, 1, "control")]
    [InlineData("a\u0085", 0x85, 1, "control")]
    [InlineData("a\nb", 0x0A, 1, "control")]
    [InlineData("a\u2028", 0x2028, 1, "control")]
    [InlineData("\uE000", 0xE000, 0, "unassigned")]
    public void A_misleading_character_is_found_with_code_point_and_index(string text, int codePoint, int index, string kind) =>
        Assert.Equal(new(codePoint, index, kind), TextRules.FirstForbidden(text));

    [Fact]
    public void Half_a_surrogate_pair_is_found()
    {
        Assert.Equal(new(0xD800, 0, "surrogate"), TextRules.FirstForbidden("\uD800x"));
        Assert.Equal(new(0xDC00, 1, "surrogate"), TextRules.FirstForbidden("x\uDC00"));
    }

    [Theory]
    [InlineData("Привет, 世界, مرحبا, été, 😀, ß, 1 €")]
    [InlineData("")]
    public void Ordinary_text_of_any_script_is_admitted(string text) => Assert.Null(TextRules.FirstForbidden(text));

    [Fact]
    public void Prose_may_have_lines_tabs_and_the_joiners_of_emoji()
    {
        Assert.Null(TextRules.FirstForbidden("line\r\n\tnext 👩\u200D💻 می\u200Cخواهم", TextProfile.Prose));
        Assert.NotNull(TextRules.FirstForbidden("line\u202E", TextProfile.Prose));
    }

    [Fact]
    public void Stacked_marks_are_refused_at_the_first_one_too_many()
    {
        Assert.Null(TextRules.FirstForbidden("e" + new string('\u0301', TextRules.MostStackedMarks)));
        Assert.Equal(TextRules.MostStackedMarks + 1, TextRules.FirstForbidden("e" + new string('\u0301', 10_000))!.Index);
    }

    [Fact]
    public void A_shown_text_names_what_it_hides()
    {
        Assert.Equal("pay ⟨U+202E⟩USD 5", TextRules.MakeVisible("pay \u202EUSD 5"));
        Assert.Equal("a⟨U+E0041⟩b⟨U+D800⟩", TextRules.MakeVisible("a\U000E0041b\uD800"));
        Assert.Equal("plain\ntext", TextRules.MakeVisible("plain\ntext"));
    }

    [Fact]
    public void Nothing_forbidden_is_left_in_any_shown_text()
    {
        var random = new Random(13);
        for (var i = 0; i < Effort.Of(3_000); i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x2000, 0x2070) : random.Next(0x10000)))]);

            Assert.Null(TextRules.FirstForbidden(TextRules.MakeVisible(text), TextProfile.Prose));
        }
    }

    [Fact]
    public void A_long_hostile_text_is_shown_in_time_proportional_to_its_length()
    {
        var shown = TextRules.MakeVisible(new string('\u202E', 20_000));

        Assert.Equal(20_000 * "⟨U+202E⟩".Length, shown.Length);
    }
}
