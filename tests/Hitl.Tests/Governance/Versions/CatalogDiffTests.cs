using Hitl.Escalations.Requests;
using Hitl.Governance.Simulation;
using Hitl.Governance.Versions;

namespace Hitl.Tests.Governance.Versions;

public sealed class CatalogDiffTests
{
    [Fact]
    public void A_raised_bound_says_who_gains_what_and_what_it_was()
    {
        var diff = CatalogDiff.Of(Sample.Catalog, Sample.With("amounts: [{ to: 50.00 USD }, { to: 45.00 EUR }, { to: 7000 JPY }]", "amounts: [{ to: 75.00 USD }, { to: 45.00 EUR }, { to: 7000 JPY }]"));

        Assert.Equal(["support-bot may do more in refund: with people becomes alone"], diff.Gains);
        Assert.Empty(diff.Loses);
        Assert.Equal(
            ["support-bot may refund up to 45.00 EUR or up to 7000 JPY or up to 75.00 USD, in retail, vip, through chat, portal, sku except list non-refundable (4 values, "
                + Sample.Catalog.Lists["non-refundable"].Hash[..12] + ") alone (rule small-refunds-alone): amount now up to 45.00 EUR or up to 7000 JPY or up to 75.00 USD, was up to 45.00 EUR or up to 7000 JPY or up to 50.00 USD."],
            diff.Lines);
    }

    [Fact]
    public void A_lowered_bound_names_who_loses()
    {
        var diff = CatalogDiff.Of(Sample.Catalog, Sample.With("amounts: [{ to: 500.00 USD }, { to: 460.00 EUR }, { to: 70000 JPY }]", "amounts: [{ to: 400.00 USD }, { to: 460.00 EUR }, { to: 70000 JPY }]"));

        Assert.Empty(diff.Gains);
        Assert.Equal(["billing-bot may do less in refund: with people becomes refused", "support-bot may do less in refund: with people becomes refused"], diff.Loses);
    }

    [Fact]
    public void What_is_no_rule_has_a_line_as_well()
    {
        var diff = CatalogDiff.Of(Sample.Catalog, Sample.With("refund-lead: { members: [emil], fallback: [farah] }", "refund-lead: { members: [emil, ben], fallback: [farah] }"));

        Assert.Equal(["role refund-lead: members gains \"ben\"."], diff.Lines);
        Assert.Empty(diff.Gains);
    }

    [Fact]
    public void Nothing_that_differs_is_left_without_a_line()
    {
        string[][] places =
        [
            ["wait: 2d, reminders", "wait: 3d, reminders"], ["gap: desk", "gap: refuse"], ["sample: 5%\n    raise-to", "sample: 6%\n    raise-to"], ["name: Hana Kim", "name: Hana Kym"], ["count: 2", "count: 3"],
            ["then: refuse }", "then: serialise }"], ["duties: [audit]", "duties: [audit, ops]"], ["mode: shadow }", "mode: live }"], ["cancel-refund\n    approval-good-for", "cancel-the-refund\n    approval-good-for"],
            ["versions: [\"3.2.0\", \"3.1.4\"]", "versions: [\"3.2.0\"]"], ["settle-window: 2s", "settle-window: 3s"], ["reason: parental leave", "reason: leave"],
        ];

        Assert.All(places, place => Assert.NotEmpty(CatalogDiff.Of(Sample.Catalog, Sample.With(place[0], place[1])).Lines));
        Assert.Empty(CatalogDiff.Of(Sample.Catalog, Sample.Parse(Sample.Files)).Lines);
    }

    [Fact]
    public void Every_bound_is_met_less_one_exact_and_plus_one()
    {
        var requests = BoundarySet.Of(Sample.Catalog).ToList();

        foreach (var action in Sample.Catalog.Actions.Values.Where(a => a.HasAmount))
        {
            foreach (var (currency, range) in action.Rules.SelectMany(rule => rule.Amounts))
                Assert.All([range.Maximum - 1, range.Maximum, range.Maximum + 1], minor => Assert.Contains(requests, r => r.Action == action.Name && r.Amount == new Money(minor, currency)));
        }
    }

    [Fact]
    public void A_simulation_counts_what_changes_by_rule_with_amounts()
    {
        var simulation = new CatalogSimulation(Sample.Catalog, Sample.With("{ to: 50.00 USD }", "{ to: 40.00 USD }"));

        foreach (var minor in new long[] { 39_00, 40_00, 40_01, 45_00, 50_00, 50_01 }) simulation.Add(Demo.Refund(minor));

        var report = simulation.Report();
        var change = Assert.Single(report.Changes);
        Assert.Equal((6, 3), (report.Decided, report.Changed));
        Assert.Equal(("small-refunds-alone", "refunds-with-consent", EvaluationOutcome.Ask, false), (change.RuleBefore, change.RuleAfter, change.After, change.IsGain));
        Assert.Equal(40_01 + 45_00 + 50_00, change.Amounts["USD"]);
        Assert.Equal(3, change.Examples.Count);
    }
}
