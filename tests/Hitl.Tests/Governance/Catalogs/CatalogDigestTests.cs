using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance.Catalogs;

public sealed class CatalogDigestTests
{
    [Fact]
    public void Layout_comments_quotes_and_units_do_not_change_the_digest()
    {
        var other = SmallCatalog.Text
            .Replace("wait: 15m", "wait: 900s", StringComparison.Ordinal)
            .Replace("title: Refund", "# what it is\n    title: \"Refund\"", StringComparison.Ordinal)
            .Replace("environment: production\nsegments: [retail, business]", "segments:\n  - retail\n  - business\nenvironment: production", StringComparison.Ordinal);

        Assert.Equal(Demo.Parse(SmallCatalog.Text).Digest, Demo.Parse(other).Digest);
    }

    [Theory]
    [InlineData("to: 50.00 USD", "to: 50.01 USD")]
    [InlineData("wait: 15m", "wait: 16m")]
    [InlineData("gap: refuse", "gap: people")]
    [InlineData("name: Dana", "name: Dora")]
    [InlineData("host: pay.example.com", "host: pay.example.org")]
    public void Any_change_of_meaning_changes_it(string place, string instead) =>
        Assert.NotEqual(Demo.Parse(SmallCatalog.Text).Digest, Demo.Parse(SmallCatalog.With(place, instead)).Digest);

    [Fact]
    public void The_canonical_form_of_the_small_catalog_is_pinned()
    {
        var canonical = CatalogParser.CanonicalForm([new("small.yaml", SmallCatalog.Text)])!;

        Assert.StartsWith("""{"absences":[{"from":"2026-01-01T00:00:00Z","person":"ben","reason":"leave","until":"2026-02-01T00:00:00Z"}],"actions":{"refund":{"amount":"required",""", canonical, StringComparison.Ordinal);
        Assert.Contains("""{"actors":["bot"],"amounts":[{"to":{"currency":"USD","minor":5000}}],"effect":"allow","id":"small"}""", canonical, StringComparison.Ordinal);
        Assert.Contains("""{"name":"first","reminders":[300],"role":"approver","wait":900}""", canonical, StringComparison.Ordinal);
        Assert.Equal("7e6fef3ad686f1a379346e539751155a1fc226a83115e842c9baeca46109c212", Demo.Parse(SmallCatalog.Text).Digest);
    }

    [Fact]
    public void What_is_no_catalog_has_no_canonical_form() => Assert.Null(CatalogParser.CanonicalForm([new("a.yaml", "a: b")]));
}
