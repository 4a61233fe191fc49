using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>The bounds apart from a rule: which rules have them, and which share them.</summary>
public sealed class FurtherBoundsTests
{
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
    public void A_rule_with_exclusions_and_one_more_shares_none(string kind)
    {
        var excluding = Ruled.Allow() with { Except = Ruled.Values("sku", "GIFT-50", "GIFT-100") };

        var bounds = FurtherBounds.Of([excluding, Bounded[kind](excluding), Bounded[kind](excluding)]);

        Assert.Equal(3, bounds.Distinct().Count());
        Assert.DoesNotContain(null, bounds);
        Assert.True(bounds[0]!.Hold(Request));
        Assert.False(bounds[1]!.Hold(Request));
    }

    [Fact]
    public void A_rule_with_one_amount_one_segment_and_one_channel_has_none()
    {
        var once = Ruled.Allow() with { Amounts = Ruled.Dollars(0, 1), Segments = ["gold"], Channels = ["fax"] };

        Assert.Null(Of(once));
        Assert.True(Of(once with { Except = Ruled.Values("sku", "OTHER") })!.Hold(Request));
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
}
