using System.Text;
using Hitl.Escalations.Cards;

namespace Hitl.Tests.Escalations.Cards;

public sealed class CardTokenTests
{
    [Fact]
    public void A_token_reads_back_as_it_was_minted_and_fits_a_Slack_button()
    {
        var token = Case.Token() with { Stage = new(Case.Request, int.MaxValue, 20) };

        var text = token.Mint(Case.Keys);

        Assert.Equal(token, CardToken.Read(text, Case.Keys));
        Assert.True(text.Length <= 180, $"{text.Length} characters");
    }

    [Fact]
    public void A_token_changed_in_any_character_is_refused()
    {
        var text = Case.Token().Mint(Case.Keys);
        for (var i = 0; i < text.Length; i++)
        {
            var forged = text[..i] + (text[i] == '0' ? '1' : '0') + text[(i + 1)..];

            Assert.Null(CardToken.Read(forged, Case.Keys));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("........")]
    [InlineData("c1.k1.req.1.1.d.1.m")]
    [InlineData("c1.kü.req.1.1.d.1.m")]
    public void Anything_else_is_refused_without_an_exception(string? text) => Assert.Null(CardToken.Read(text, Case.Keys));

    [Theory]
    [InlineData("99999999999", "1", "1")]
    [InlineData("1", "99999999999", "1")]
    [InlineData("1", "1", "999999999999999")]
    public void Numbers_out_of_range_are_refused_even_when_signed(string revision, string ordinal, string expiry)
    {
        var body = $"c1.k1.{Case.Request}.{revision}.{ordinal}.{Case.Digest[..CardToken.DigestLength]}.{expiry}";

        Assert.Null(CardToken.Read(body + "." + Case.Keys.Sign(Encoding.ASCII.GetBytes(body)), Case.Keys));
    }

    [Fact]
    public void A_token_with_part_of_a_digest_is_refused_even_when_signed()
    {
        var body = $"c1.k1.{Case.Request}.1.1.{Case.Digest[..8]}.1";

        Assert.Null(CardToken.Read(body + "." + Case.Keys.Sign(Encoding.ASCII.GetBytes(body)), Case.Keys));
    }

    [Fact]
    public void The_worst_minted_length_is_known()
    {
        var keys = new Hitl.Escalations.Keys.SigningKeys("abcdefghijklmnop", new Dictionary<string, byte[]> { ["abcdefghijklmnop"] = new byte[32] });

        var text = (Case.Token() with { Stage = new(Case.Request, 999_999, 20) }).Mint(keys);

        Assert.True(text.Length <= 160, $"{text.Length} characters");
    }
}
