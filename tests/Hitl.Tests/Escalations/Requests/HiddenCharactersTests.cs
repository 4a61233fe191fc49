using Hitl.Escalations.Requests;

namespace Hitl.Tests.Escalations.Requests;

/// <summary>Where the ranges of what can mislead begin and end.</summary>
public sealed class HiddenCharactersTests
{
    [Theory]
    [InlineData("bidi", 0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)]
    [InlineData("zero-width", 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x3164, 0xFEFF, 0xFFA0, 0x206A, 0x206F, 0xFFF9)]
    [InlineData("control", 0x00, 0x1F, 0x7F, 0x9F, 0x2028, 0x2029)]
    [InlineData("tag", 0xE0000, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE0FFF)]
    [InlineData("unassigned", 0x2065, 0xE000, 0xF8FF, 0xDFFFF, 0xE1000, 0xF0000, 0x10FFFF, 0xFFFF)]
    public void Characters_that_hide_are_found_in_every_text(string kind, params int[] codePoints) => Assert.All(codePoints, codePoint =>
    {
        var text = "a" + char.ConvertFromUtf32(codePoint);

        Assert.Equal(new(codePoint, 1, kind), TextRules.FirstForbidden(text, TextProfile.Prose));
        Assert.Equal(new(codePoint, 1, kind), TextRules.FirstForbidden(text));
    });

    [Theory]
    [InlineData("control", 0x09, 0x0A, 0x0D)]
    [InlineData("zero-width", 0x200C, 0x200D)]
    public void Lines_tabs_and_joiners_are_found_only_where_no_prose_is_expected(string kind, params int[] codePoints) => Assert.All(codePoints, codePoint =>
    {
        Assert.Equal(new(codePoint, 0, kind), TextRules.FirstForbidden(char.ConvertFromUtf32(codePoint), TextProfile.Strict));
        Assert.Null(TextRules.FirstForbidden(char.ConvertFromUtf32(codePoint), TextProfile.Prose));
    });

    [Theory]
    [InlineData(0x20, 0x7E, 0xA0, 0xAC, 0xAE, 0x061B, 0x200A, 0x2010, 0x2027, 0x202F, 0x205F, 0x2070, 0xFEFE - 0x2F, 0xFFFC, 0x1F600)]
    public void Their_neighbours_are_admitted(params int[] codePoints) => Assert.All(codePoints, codePoint => Assert.Null(TextRules.FirstForbidden(char.ConvertFromUtf32(codePoint))));

    [Theory]
    [InlineData('\u0301')]
    [InlineData('\u20DD')]
    [InlineData('\u0903')]
    public void Marks_of_every_sort_stack_up_to_eight(char mark)
    {
        var most = "e" + new string(mark, 8);

        Assert.Null(TextRules.FirstForbidden(most + "e" + new string(mark, 8)));
        Assert.Equal(new(mark, 9, "stacked mark"), TextRules.FirstForbidden(most + mark));
    }

    [Fact]
    public void A_hidden_character_is_written_with_four_digits_or_more_and_where_it_is()
    {
        Assert.Equal("U+0007 at 3", new ForbiddenCharacter(7, 3, "control").ToString());
        Assert.Equal("U+E0041 at 0", new ForbiddenCharacter(0xE0041, 0, "tag").ToString());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a\u202Eb\u202Ec", "a⟨U+202E⟩b⟨U+202E⟩c")]
    [InlineData("\uFFFF!", "⟨U+FFFF⟩!")]
    [InlineData("\U00010000x", "\U00010000x")]
    [InlineData("\U000F0000x", "⟨U+F0000⟩x")]
    public void A_text_is_shown_whole_with_what_it_hides_named(string text, string shown) => Assert.Equal(shown, TextRules.MakeVisible(text));

    // No test data: a runner that writes its cases down would write another character.
    [Fact]
    public void Halves_of_pairs_are_named_one_by_one() => Assert.Equal("⟨U+DC00⟩⟨U+D800⟩x", TextRules.MakeVisible("\udc00\ud800x"));
}
