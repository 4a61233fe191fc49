using System.Text;
using Hitl.Escalations.Cards;

namespace Hitl.Tests.Escalations.Cards;

/// <summary>What a token may look like at its limits. Each of these texts is signed with the right key: the form alone decides.</summary>
public sealed class CardTokenLimitsTests
{
    private static readonly string Digest = Case.Digest[..CardToken.DigestLength];

    [Fact]
    public void A_token_says_all_of_what_it_is_for() =>
        Assert.Equal(new(new(Case.Request, 3, 2), Digest, DateTimeOffset.FromUnixTimeSeconds(77)), CardToken.Read(Signed($"c1.k1.{Case.Request}.3.2.{Digest}.77"), Case.Keys));

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void A_text_longer_than_any_token_is_not_even_read(int length, bool isRead)
    {
        var shortest = Signed($"c1.k1.{Case.Request}.1.1.{Digest}.1").Length;

        var text = Signed($"c1.k1.{Case.Request}.{new string('0', length - shortest)}1.1.{Digest}.1");

        Assert.Equal((length, isRead), (text.Length, CardToken.Read(text, Case.Keys) is not null));
    }

    [Fact]
    public void A_character_outside_ASCII_is_not_another_for_the_one_that_was_signed()
    {
        var text = Signed($"c1.k1.{Case.Request}.1.1.?{Digest[1..]}.1");

        Assert.NotNull(CardToken.Read(text, Case.Keys));
        Assert.Null(CardToken.Read(text.Replace('?', 'ü'), Case.Keys));
    }

    [Theory]
    [InlineData("c2.k1.{0}.1.1.{1}.1")]
    [InlineData("c1.k1.req_1.1.1.{1}.1")]
    [InlineData("c1.k1.{0}.-1.1.{1}.1")]
    [InlineData("c1.k1.{0}.1.x.{1}.1")]
    [InlineData("c1.k1.{0}.1.1.{1}.")]
    [InlineData("c1.k1.{0}.1.1.{1}0.1")]
    [InlineData("c1.k1.{0}.2147483648.1.{1}.1")]
    [InlineData("c1.k1.{0}.1.2147483648.{1}.1")]
    [InlineData("c1.k1.{0}.1.1.{1}.253402300800")]
    [InlineData("c1.k1.{0}.1.1.{1}.1.1")]
    [InlineData("c1.k1.{0}.1.1.{1}")]
    public void One_part_out_of_form_is_refused(string form) => Assert.Null(CardToken.Read(Signed(form.Replace("{0}", Case.Request.Value, StringComparison.Ordinal).Replace("{1}", Digest, StringComparison.Ordinal)), Case.Keys));

    [Fact]
    public void The_latest_moment_and_the_largest_numbers_are_read()
    {
        var token = new CardToken(new(Case.Request, int.MaxValue, int.MaxValue), Digest, DateTimeOffset.FromUnixTimeSeconds(253_402_300_799));

        Assert.Equal(token, CardToken.Read(token.Mint(Case.Keys), Case.Keys));
    }

    private static string Signed(string body) => body + "." + Case.Keys.Sign(Encoding.ASCII.GetBytes(body));
}
