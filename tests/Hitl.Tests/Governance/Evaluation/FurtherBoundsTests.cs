using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>The bounds apart from a rule: which rules have them, and which share them.</summary>
public sealed class FurtherBoundsTests
{
    private static readonly IReadOnlyList<string> Gifts = ["GIFT-50", "GIFT-100"];
    private static readonly ActionRequest Request = Demo.Refund(20_00);

    /// <summary>A rule for each kind of further bound, none of which holds for the request.</summary>
    public static TheoryData<string> Kinds => [.. Bounded.Keys];

    private static Dictionary<string, Func<Rule, Rule>> Bounded => new()
    {
        ["amounts"] = rule => rule with { Amounts = new Dictionary<string, AmountRange> { ["EUR"] = new(0, 1), ["GBP"] = new(0, 1) } },
        ["segments"] = rule => rule with { Segments = ["gold", "silver"] },
        ["channels"] = rule => rule with { Channels = ["fax", "letter"] },
        ["versions"] = rule => rule with { AgentVersions = ["0.0.1"] },
        ["hours"] = rule => rule with { Hours = [new([], new(3, 0), new(3, 1))] },
        ["evidence"] = rule => rule with { Evidence = ["photo"] },
        ["consents"] = rule => rule with { Consents = ["asked"] },
        ["where"] = rule => rule with { Where = Ruled.Values("sku", "OTHER") },
        ["except"] = rule => rule with { Except = Ruled.Values("sku", "SKU-1001") },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_looked_at(string kind) => Assert.False(Of(Bounded[kind](Ruled.Allow()))!.Hold(Request));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_rule_with_one_more_or_with_others_shares_none(string kind)
    {
        var (plain, one, other) = (Ruled.Allow() with { Except = Values(Gifts) }, Bounded[kind](Ruled.Allow()), Bounded[kind](Ruled.Allow()));
        var both = kind == "except" ? one with { Except = new Dictionary<string, IReadOnlyList<string>>(one.Except) { ["charge"] = Gifts } } : Bounded[kind](plain);

        var bounds = FurtherBounds.Of([plain, one, other, both]);

        Assert.Equal(4, bounds.Distinct().Count());
        Assert.DoesNotContain(null, bounds);
    }

    [Fact]
    public void A_rule_with_one_amount_one_segment_and_one_channel_has_none()
    {
        Assert.Null(Of(Ruled.Allow() with { Amounts = Ruled.Dollars(0, 1), Segments = ["gold"], Channels = ["fax"] }));
    }

    [Fact]
    public void The_same_list_under_another_name_or_as_what_is_wanted_is_another_bound()
    {
        var bounds = FurtherBounds.Of([Ruled.Allow() with { Except = Values(Gifts) }, Ruled.Allow() with { Where = Values(Gifts) }, Ruled.Allow() with { Except = new Dictionary<string, IReadOnlyList<string>> { ["charge"] = Gifts } }]);

        Assert.Equal(3, bounds.Distinct().Count());
    }

    // Else ten thousand rules have as many sets of their own, and a decision waits for each that it meets to come from memory.
    [Fact]
    public void Rules_of_a_parsed_action_share_its_exclusions_where_they_have_nothing_else()
    {
        var bounds = Ruled.Refund.Rules.Zip(FurtherBounds.Of(Ruled.Refund.Rules)).ToDictionary(pair => pair.First.Id, pair => pair.Second);

        Assert.Null(bounds["billing-refunds-nothing-by-phone"]);
        Assert.NotNull(bounds["small-refunds-alone"]);
        Assert.Same(bounds["small-refunds-alone"], bounds["refunds-nobody-answers"]);
        Assert.NotSame(bounds["small-refunds-alone"], bounds["refunds-with-consent"]);
        Assert.False(bounds["small-refunds-alone"]!.Hold(Request with { Parameters = ActionParameters.Parse("""{"charge":"c","sku":"GIFT-CARD"}""") }));
    }

    private static FurtherBounds? Of(Rule rule) => Assert.Single(FurtherBounds.Of([rule]));

    private static Dictionary<string, IReadOnlyList<string>> Values(IReadOnlyList<string> values) => new() { ["sku"] = values };
}
