using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Reviews;

namespace Hitl.Tests.Governance.Reviews;

/// <summary>Which of two rules is the one that is not needed, and when authority is larger than its use.</summary>
public sealed class CatalogReviewTests
{
    private static readonly ActionName Refund = new("refund");
    private static readonly Rule Asks = new() { Id = "b", Effect = "ask", Path = "refunds" };

    [Fact]
    public void A_denial_decides_before_an_allowance_and_that_before_asking()
    {
        Assert.Equal(["shadowed b: b can never decide: a (deny) covers all of it."], Of(Asks, Asks with { Id = "a", Effect = "deny" }));
        Assert.Equal(["shadowed b: b can never decide: z (deny) covers all of it."], Of(Asks with { Effect = "allow", Path = null }, Asks with { Id = "z", Effect = "deny" }));
        Assert.Equal(["shadowed b: b can never decide: z (allow) covers all of it."], Of(Asks, Asks with { Id = "z", Effect = "allow", Path = null }));
        Assert.Equal(["shadowed z: z can never decide: b (deny) covers all of it."], Of(Asks with { Effect = "deny" }, Asks with { Id = "z" }));
    }

    [Fact]
    public void Of_two_equal_rules_the_later_is_not_needed() => Assert.Equal(["shadowed c: c can never decide: b (ask) covers all of it."], Of(Asks, Asks with { Id = "c" }));

    [Fact]
    public void A_narrower_rule_is_not_needed_whichever_comes_first()
    {
        Assert.Equal(["shadowed b: b can never decide: c (ask) covers all of it."], Of(Asks with { Channels = ["chat"] }, Asks with { Id = "c" }));
        Assert.Equal(["shadowed c: c can never decide: b (ask) covers all of it."], Of(Asks, Asks with { Id = "c", Channels = ["chat"] }));
    }

    [Fact]
    public void Rules_that_ask_other_people_do_not_stand_for_one_another() => Assert.Empty(Of(Asks, Asks with { Id = "c", Path = "silence" }));

    [Fact]
    public void Rules_that_share_some_requests_are_named_once()
    {
        Assert.Equal(["overlapping b: b and c (ask) both cover some of the same requests."], Of(Asks with { Channels = ["chat", "email"] }, Asks with { Id = "c", Channels = ["email", "phone"] }));
        Assert.Empty(Of(Asks with { Channels = ["chat"] }, Asks with { Id = "c", Channels = ["phone"] }));
        Assert.Empty(Of(Asks with { Channels = ["chat", "email"] }, Asks with { Id = "c", Effect = "deny", Channels = ["email", "phone"] }));
    }

    [Theory]
    [InlineData("USD", 49_99, true)]
    [InlineData("USD", 50_00, false)]
    [InlineData("USD", 0, true)]
    [InlineData("EUR", 1, false)]
    [InlineData(null, 1, false)]
    public void Authority_is_larger_than_its_use_below_half_of_its_bound(string? currency, long largest, bool isLarger)
    {
        var rule = Asks with { Amounts = new Dictionary<string, AmountRange> { ["USD"] = new(1, 100_00) } };
        RuleUse[] uses = [new(Refund, "b", new("support-bot"), currency, 7, largest)];

        var found = Review([rule], uses);

        Assert.Equal(isLarger ? [$"unneeded-authority b: support-bot used b 7 times, at most for {largest / 100}.{largest % 100:00} USD of 100.00 USD."] : [], found);
        Assert.Empty(Review([rule with { Effect = "deny" }], uses));
    }

    [Fact]
    public void What_nobody_used_is_named_and_what_the_system_adds_is_not_reviewed()
    {
        Assert.Equal(["unused b: b (ask) decided nothing in this time."], Review([Asks], []));
        Assert.Equal(["unused b: b (ask) decided nothing in this time."], Review([Asks], [new(new("change-email"), "b", new("support-bot"), null, 1, 0), new(Refund, "c", new("support-bot"), null, 1, 0)]));
        Assert.DoesNotContain(CatalogReview.Of(Demo.Catalog, []), finding => Demo.Catalog.Actions[new(finding.Action)].IsBuiltIn);
    }

    // Both were used, so that only what is asked about is found.
    private static List<string> Of(params Rule[] rules) => Review(rules, [.. rules.Select(rule => new RuleUse(Refund, rule.Id, new("support-bot"), null, 1, 0))]);

    private static List<string> Review(Rule[] rules, RuleUse[] uses)
    {
        var catalog = Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [Refund] = Demo.Catalog.Actions[Refund] with { Rules = rules } } };
        return [.. CatalogReview.Of(catalog, uses).Select(finding => $"{finding.Kind} {finding.Rule}: {finding.Text}")];
    }
}
