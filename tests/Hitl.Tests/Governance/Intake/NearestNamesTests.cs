using Hitl.Governance.Intake;

namespace Hitl.Tests.Governance.Intake;

/// <summary>A slip of the pen is recognised, another word is not.</summary>
public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("refnd", "close-account restore refund", "refund restore close-account")]
    [InlineData("ab", "ad ac ab", "ab ac ad")]
    [InlineData("ab", "ab ab ab", "ab")]
    [InlineData("x", "dddd ccc bb a", "a bb ccc")]
    [InlineData("kitten", "sitting mitten kitte", "kitte mitten sitting")]
    public void The_nearest_come_first_and_equals_in_the_order_of_letters(string name, string known, string expected) =>
        Assert.Equal(expected.Split(' '), NearestNames.Of(name, known.Split(' ')));

    [Fact]
    public void Only_the_beginning_of_a_very_long_name_counts()
    {
        var known = new string('a', 64);

        Assert.Equal([known, known + "b"], NearestNames.Of(new string('a', 64) + "bbbbbbbb", [known + "b", known]));
        Assert.Equal([new string('b', 40)], NearestNames.Of(new string('a', 64) + new string('b', 200), [new string('b', 40), new string('c', 60)], 1));
    }

    [Theory]
    [InlineData("abc", "abd", true)]
    [InlineData("abc", "acb", false)]
    [InlineData("abcd", "abdc", true)]
    [InlineData("abcd", "bdca", false)]
    [InlineData("abcdefgh", "abcdefxy", true)]
    [InlineData("abcdefgh", "abcdexyz", false)]
    [InlineData("abcdefghi", "abcdefxyz", true)]
    [InlineData("abcdefghi", "abcdewxyz", false)]
    [InlineData("abcdefghijkl", "abcdefghwxyz", true)]
    public void As_many_slips_are_forgiven_as_a_word_of_its_length_may_have(string name, string known, bool isMeant) => Assert.Equal(isMeant ? known : null, NearestNames.Meant(name, ["quite-another-word-altogether", known]));

    [Fact]
    public void Where_nothing_is_known_nothing_is_meant()
    {
        Assert.Null(NearestNames.Meant("refund", []));
        Assert.Empty(NearestNames.Of("refund", []));
    }
}
