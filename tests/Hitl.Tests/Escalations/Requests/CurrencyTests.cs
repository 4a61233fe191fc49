using Hitl.Escalations.Requests;

namespace Hitl.Tests.Escalations.Requests;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF")]
    [InlineData(3, "BHD IQD JOD KWD LYD OMR TND")]
    public void Some_currencies_have_no_decimals_or_three(int decimals, string currencies) => Assert.All(currencies.Split(' '), currency =>
    {
        Assert.True(Iso4217.TryGetExponent(currency, out var exponent));
        Assert.Equal(decimals, exponent);
    });

    [Fact]
    public void All_others_have_two()
    {
        var others = Iso4217.Codes.Count(code => Iso4217.TryGetExponent(code, out var exponent) && exponent == 2);

        Assert.Equal(Iso4217.Codes.Count - 16 - 7, others);
    }

    [Fact]
    public void Every_code_is_listed_once_in_order()
    {
        Assert.Equal(Iso4217.Codes.Distinct().Order(StringComparer.Ordinal), Iso4217.Codes);
        Assert.All(Iso4217.Codes, code => Assert.Matches("^[A-Z]{3}$", code));
        Assert.Equal(("AED", "ZWG"), (Iso4217.Codes[0], Iso4217.Codes[^1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AE")]
    [InlineData("ED ")]
    [InlineData("D A")]
    [InlineData(" AF")]
    [InlineData("AED AFN")]
    public void A_part_of_the_list_is_no_currency(string currency) => Assert.False(Iso4217.TryGetExponent(currency, out _));

    [Theory]
    [InlineData(1, "QQQ", "0.01 QQQ")]
    [InlineData(1, "JPY", "1 JPY")]
    [InlineData(1, "KWD", "0.001 KWD")]
    [InlineData(123_456, "EUR", "1234.56 EUR")]
    [InlineData(-5, "USD", "-0.05 USD")]
    public void An_amount_is_written_with_its_currencys_decimals(long minor, string currency, string text) => Assert.Equal(text, Iso4217.Format(minor, currency));
}
