using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Scope;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>The catalog of the sample company, as committed.</summary>
public sealed class SampleCatalogTests
{
    [Fact]
    public void It_is_a_whole_company()
    {
        Assert.True(Sample.Catalog.Actions.Values.Count(action => !action.IsBuiltIn) >= 12);
        Assert.True(Sample.Catalog.Actors.Count - 1 >= 6);
        Assert.True(Sample.Catalog.Roles.Count >= 8);
        Assert.Equal(["EUR", "JPY", "USD"], Sample.Catalog.Actions.Values.SelectMany(a => a.Rules).SelectMany(r => r.Amounts.Keys).Distinct().Order());
    }

    [Theory]
    [InlineData(42_00, "USD", "retail", "SKU-1001", EvaluationOutcome.Allowed)]
    [InlineData(420_00, "USD", "retail", "SKU-1001", EvaluationOutcome.Ask)]
    [InlineData(300_00, "USD", "demo-silence", "SKU-1001", EvaluationOutcome.Ask)]
    [InlineData(7_000, "JPY", "retail", "SKU-1001", EvaluationOutcome.Allowed)]
    [InlineData(7_001, "JPY", "retail", "SKU-1001", EvaluationOutcome.Ask)]
    [InlineData(20_00, "USD", "retail", "GIFT-CARD", EvaluationOutcome.Refused)]
    [InlineData(500_01, "USD", "retail", "SKU-1001", EvaluationOutcome.Refused)]
    public void It_decides_refunds_as_the_story_tells(long minor, string currency, string segment, string sku, EvaluationOutcome outcome) =>
        Assert.Equal(outcome, CatalogEvaluator.Evaluate(Sample.Catalog, Demo.Refund(minor, currency, segment, sku: sku) with { Agent = new("3.2.0", null, null) }).Outcome);

    [Fact]
    public void The_template_is_a_catalog() =>
        Assert.NotNull(Demo.Parse(File.ReadAllText(Path.Combine(Demo.Root, "deploy", "catalog", "template.yaml"))).SignOff);

    [Fact]
    public void A_list_is_shown_by_its_name_and_hash_and_not_value_by_value()
    {
        var explanation = CatalogEvaluator.Evaluate(Sample.Catalog, Demo.Refund(20_00, sku: "GIFT-CARD")).Explanation;

        Assert.StartsWith("not on list non-refundable (4 values, ", explanation.Rules.Single(r => r.Rule == "small-refunds-alone").Bounds.Single(b => b.Bound == "sku").Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_scope_names_everyone_who_may_act_and_who_is_asked()
    {
        var rows = ScopeList.Of(Sample.Catalog, new(new("support-bot"), new("refund"), new(42_00, "USD")));

        Assert.Equal(["refunds-nobody-answers", "refunds-with-consent", "small-refunds-alone", "(no rule)"], rows.Select(row => row.Rule));
        Assert.Equal("1 of refund-approver, then 1 of refund-lead", rows.Single(row => row.Rule == "refunds-with-consent").People);
        Assert.Contains(rows.Single(row => row.Rule == "small-refunds-alone").Limits, limit => limit.StartsWith("customer-day: 2300.00 EUR or 380000 JPY or 2500.00 USD in 24 h per customer", StringComparison.Ordinal));
    }

    [Fact]
    public void The_change_of_the_catalog_is_an_action_that_no_agent_can_ask_for()
    {
        var scope = ScopeList.Of(Sample.Catalog, new(null, CatalogActivation.Action, null));

        Assert.Equal(["catalog-desk.hitl", ScopeList.Everyone], scope.Select(row => row.Actor));
        Assert.Equal("1 of finance-lead, and 1 of customer-lead", scope[0].People);
        Assert.Contains(
            Hitl.Governance.Intake.RequestSchema.Check(Sample.Catalog, new("support-bot"), new() { Action = "catalog.activate", CustomerId = "c", Segment = "retail", Channel = "chat" }),
            problem => problem.Code == "action.unknown");
    }
}
