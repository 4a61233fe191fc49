using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;

namespace Hitl.Tests.Escalations.Requests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.50 USD", 12_50, "USD")]
    [InlineData("  0.01 EUR ", 1, "EUR")]
    [InlineData("500 JPY", 500, "JPY")]
    [InlineData("1.234 KWD", 1_234, "KWD")]
    [InlineData("0.00 USD", 0, "USD")]
    [InlineData("92233720368547758.07 USD", long.MaxValue, "USD")]
    public void An_amount_is_read_as_people_write_it(string text, long minor, string currency)
    {
        Assert.True(Money.TryParse(text, out var money));
        Assert.Equal(new(minor, currency), money);
        Assert.Equal(text.Trim(), money.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12.50")]
    [InlineData("12.50 usd")]
    [InlineData("12.50 QQQ")]
    [InlineData("12.5 USD")]
    [InlineData("12 USD")]
    [InlineData("12. USD")]
    [InlineData("12.500 USD")]
    [InlineData(".50 USD")]
    [InlineData("012.50 USD")]
    [InlineData("-12.50 USD")]
    [InlineData("1,250.00 USD")]
    [InlineData("1.2.50 USD")]
    [InlineData("5.00 JPY")]
    [InlineData("12.50  USD")]
    [InlineData("92233720368547758.08 USD")]
    public void Whatever_else_is_refused_and_never_rounded(string? text)
    {
        Assert.False(Money.TryParse(text, out var money));
        Assert.Equal(Money.None, money);
    }

    [Theory]
    [InlineData("USD", 2)]
    [InlineData("JPY", 0)]
    [InlineData("XPF", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("ZWG", 2)]
    public void A_currency_has_the_decimals_of_the_standard(string currency, int decimals)
    {
        Assert.True(Iso4217.TryGetExponent(currency, out var exponent));
        Assert.Equal(decimals, exponent);
        Assert.Contains(currency, Iso4217.Codes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("usd")]
    [InlineData("XTS")]
    public void What_is_no_currency_has_none(string? currency)
    {
        Assert.False(Iso4217.TryGetExponent(currency, out var exponent));
        Assert.Equal(0, exponent);
    }

    [Theory]
    [InlineData("USD", 49_99, "49.99 USD", false)]
    [InlineData("USD", 50_00, "50.00 USD", false)]
    [InlineData("USD", 50_01, "50.01 USD", true)]
    [InlineData(null, 1, "1 request", false)]
    [InlineData(null, 0, "0 requests", false)]
    [InlineData(null, 50_01, "5001 requests", true)]
    public void A_limit_is_over_by_the_first_unit_above_it(string? currency, long asked, string words, bool isOver)
    {
        var limit = new LimitStanding("daily", "daily", currency, 0, asked, 50_00, TimeSpan.FromDays(1), true);

        Assert.Equal(words, limit.Text(asked));
        Assert.Equal(isOver, limit.IsOver);
        Assert.Equal(isOver, (limit with { Used = asked, Asked = 0 }).IsOver);
    }

    [Fact]
    public void Another_request_is_named_with_what_it_asks()
    {
        var other = new ConflictingRequest("one", "customer=c", new("req_1"), new("bot"), new("refund"), "chat", new(5_00, "USD"), Case.Now);

        Assert.Equal("req_1, refund of 5.00 USD by bot through chat", other.ToString());
        Assert.Equal("req_1, refund by bot through chat", (other with { Amount = null }).ToString());
    }
}
