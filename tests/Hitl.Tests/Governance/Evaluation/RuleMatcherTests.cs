using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>One rule against one request, bound by bound; the quick way to match gives the same answer as the one that explains.</summary>
public sealed class RuleMatcherTests
{
    private static readonly ActionRequest Request = Demo.Refund(20_00);

    [Theory]
    [InlineData("receipt:1", true)]
    [InlineData("receipt:", false)]
    [InlineData("receipt", false)]
    [InlineData("receipts:1", false)]
    [InlineData("receipt-copy:1", false)]
    [InlineData("rec:1", false)]
    [InlineData("a-receipt:1", false)]
    [InlineData("receivt:1", false)]
    [InlineData("receipt:1 more:2", true)]
    [InlineData("", false)]
    public void A_piece_of_evidence_is_of_the_kind_before_its_colon_and_says_something(string piece, bool held)
    {
        Assert.Equal(held, Holds(Ruled.Allow() with { Evidence = ["receipt"] }, Request with { Evidence = [piece] }));
    }

    [Fact]
    public void Every_kind_of_evidence_and_every_consent_is_needed()
    {
        var evidence = Ruled.Allow() with { Evidence = ["photo", "receipt"] };
        var consent = Ruled.Allow() with { Consents = ["asked", "verified"] };

        Assert.True(Holds(evidence, Request with { Evidence = ["receipt:1", "photo:1", "photo:2"] }));
        Assert.False(Holds(evidence, Request with { Evidence = ["receipt:1", "receipt:2"] }));
        Assert.False(Holds(evidence, Request with { Evidence = ["photo:1"] }));
        Assert.True(Holds(consent, Request with { Consents = ["verified", "asked"] }));
        Assert.False(Holds(consent, Request with { Consents = ["verified"] }));
        Assert.False(Holds(consent, Request with { Consents = ["asked"] }));
    }

    [Fact]
    public void Evidence_is_shown_by_its_kinds_only()
    {
        Assert.Equal("photo, receipt", Bound(Ruled.Allow() with { Evidence = ["photo"] }, Request with { Evidence = ["photo:private", "receipt:x", "photo:2"] }).Value);
        Assert.Equal("none", Bound(Ruled.Allow() with { Evidence = ["photo"] }, Request with { Evidence = [":what the agent says", "no kind"] }).Value);
        Assert.Equal("none", Bound(Ruled.Allow() with { Evidence = ["photo"] }, Request).Value);
        Assert.Equal("photo and tracking", Bound(Ruled.Allow() with { Evidence = ["photo", "tracking"] }, Request).Allowed);
    }

    [Fact]
    public void Consents_are_shown_as_stated()
    {
        Assert.Equal("none", Bound(Ruled.Allow() with { Consents = ["asked"] }, Request).Value);
        Assert.Equal("asked, verified", Bound(Ruled.Allow() with { Consents = ["asked"] }, Request with { Consents = ["asked", "verified"] }).Value);
        Assert.Equal("asked and verified", Bound(Ruled.Allow() with { Consents = ["asked", "verified"] }, Request).Allowed);
    }

    [Fact]
    public void Values_of_parameters_are_bounds_in_the_order_of_their_names()
    {
        var where = new Dictionary<string, IReadOnlyList<string>> { ["sku"] = ["A", "B"], ["charge"] = ["ch_1"] };
        var except = new Dictionary<string, IReadOnlyList<string>> { ["sku"] = ["X", "Y"], ["charge"] = ["ch_2"] };

        var wanted = RuleMatcher.Check(Ruled.Allow() with { Where = where }, Request).Bounds;
        var excluded = RuleMatcher.Check(Ruled.Allow() with { Except = except }, Request).Bounds;

        Assert.Equal([new("charge", "ch_1", "ch_1", true), new BoundCheck("sku", "SKU-1001", "A or B", false)], wanted);
        Assert.Equal([new("charge", "ch_1", "not ch_2", true), new BoundCheck("sku", "SKU-1001", "not X or Y", true)], excluded);
    }

    [Fact]
    public void A_value_that_is_not_given_is_none_and_only_fails_where_one_is_wanted()
    {
        var wanted = Bound(Ruled.Allow() with { Where = Ruled.Values("absent", "A") }, Request);
        var excluded = Bound(Ruled.Allow() with { Except = Ruled.Values("absent", "A") }, Request);

        Assert.Equal(new("absent", "none", "A", false), wanted);
        Assert.Equal(new("absent", "none", "not A", true), excluded);
    }

    [Fact]
    public void A_list_is_named_with_its_size_and_hash_and_holds_by_its_values()
    {
        var list = new ReferencedValues("gift-cards", "0123456789abcdef", ["GIFT", "SKU-1001"]);
        var lists = new Dictionary<string, IReadOnlyList<string>> { ["sku"] = list };

        Assert.Equal(new("sku", "SKU-1001", "not on list gift-cards (2 values, 0123456789ab)", false), Bound(Ruled.Allow() with { Except = lists }, Request));
        Assert.Equal(new("sku", "SKU-1001", "list gift-cards (2 values, 0123456789ab)", true), Bound(Ruled.Allow() with { Where = lists }, Request));
    }

    [Fact]
    public void Several_values_of_one_parameter_are_shown_together_and_one_is_enough()
    {
        var request = Request with { Parameters = ActionParameters.Parse("""{"tags":["A","B"]}""") };

        Assert.Equal(new("tags", "A, B", "B or C", true), Bound(Ruled.Allow() with { Where = Ruled.Values("tags", "B", "C") }, request));
        Assert.Equal(new("tags", "A, B", "not B", false), Bound(Ruled.Allow() with { Except = Ruled.Values("tags", "B") }, request));
    }

    [Fact]
    public void A_bound_on_the_amount_does_not_hold_for_a_request_without_one()
    {
        Assert.Equal(new("amount", "none", "up to 50.00 USD", false), Bound(Ruled.Allow() with { Amounts = Ruled.Dollars(0, 50_00) }, Request with { Amount = null }));
        Assert.Equal(new("amount", "20.00 USD", "20.00 USD to 50.00 USD", true), Bound(Ruled.Allow() with { Amounts = Ruled.Dollars(20_00, 50_00) }, Request));
        Assert.Equal(new("amount", "20.00 USD", "20.01 USD to 50.00 USD", false), Bound(Ruled.Allow() with { Amounts = Ruled.Dollars(20_01, 50_00) }, Request));
        Assert.Equal(new("amount", "20.00 USD", "up to 19.99 USD", false), Bound(Ruled.Allow() with { Amounts = Ruled.Dollars(0, 19_99) }, Request));
    }

    [Fact]
    public void Each_clock_that_a_rule_reads_is_shown_once()
    {
        var morning = new TimeWindow([], new(8, 0), new(9, 0));
        var bound = Bound(Ruled.Allow() with { Hours = [morning, morning with { Zone = "Europe/Berlin" }, morning with { From = new(9, 15), Until = new(9, 45) }] }, Request);

        Assert.Equal(new("hours", "mon 09:30 UTC, mon 10:30 Europe/Berlin", "every day 08:00-09:00 UTC or every day 08:00-09:00 Europe/Berlin or every day 09:15-09:45 UTC", true), bound);
    }

    private static BoundCheck Bound(Rule rule, ActionRequest request)
    {
        var bound = Assert.Single(RuleMatcher.Check(rule, request).Bounds);
        // What decisions are made by says the same as what people are shown.
        var (words, further) = (Vocabulary.Of([rule]), Assert.Single(FurtherBounds.Of([rule])));
        var compiled = new CompiledRule(rule, 0, further is not null, EvaluationOutcome.Allowed, words);
        Assert.Equal(bound.Held, compiled.Covers(words.Read(request)) && further?.Hold(request) != false);
        return bound;
    }

    private static bool Holds(Rule rule, ActionRequest request) => Bound(rule, request).Held;
}
