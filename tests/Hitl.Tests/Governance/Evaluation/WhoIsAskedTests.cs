using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>Of all the paths that could be walked, which one is.</summary>
public sealed class WhoIsAskedTests
{
    private static readonly ActionRequest Request = Demo.Refund(20_00);

    [Fact]
    public void Of_rules_that_ask_the_most_demanding_decides_wherever_it_stands()
    {
        var paths = Ruled.Paths(("one", 1), ("two", 2));

        var last = CatalogEvaluator.Evaluate(Ruled.By(action => action with { Paths = paths }, Ruled.Ask("a", "one"), Ruled.Ask("b", "two")), Request);
        var first = CatalogEvaluator.Evaluate(Ruled.By(action => action with { Paths = paths }, Ruled.Ask("a", "two"), Ruled.Ask("b", "one")), Request);

        Assert.Equal(("b", "two"), (last.Explanation.Rule, last.Path!.Name));
        Assert.Equal(("a", "two"), (first.Explanation.Rule, first.Path!.Name));
    }

    [Fact]
    public void Of_rules_that_demand_the_same_the_first_by_id_decides()
    {
        var answer = CatalogEvaluator.Evaluate(Ruled.By(Ruled.Ask("b", "refunds"), Ruled.Ask("a", "refunds"), Ruled.Ask("c", "refunds")), Request);

        Assert.Equal("a", answer.Explanation.Rule);
    }

    [Fact]
    public void A_rule_without_bounds_says_no_more_than_that_it_decides()
    {
        Assert.Equal("support-bot may do this refund of 20.00 USD alone: rule allow covers it.", CatalogEvaluator.Evaluate(Ruled.By(Ruled.Allow()), Request).Explanation.Sentence);
        Assert.Equal("Refused: rule deny forbids support-bot this refund of 20.00 USD.", CatalogEvaluator.Evaluate(Ruled.By(Ruled.Deny()), Request).Explanation.Sentence);
    }

    [Fact]
    public void A_path_without_stages_asks_nobody_and_so_refuses()
    {
        var answer = CatalogEvaluator.Evaluate(Ruled.By(action => action with { Paths = Ruled.Paths(("empty", 0)) }, Ruled.Ask("a", "empty")), Request);

        Assert.Equal(EvaluationOutcome.Refused, answer.Outcome);
        Assert.Equal("Refused: rule a covers this refund of 20.00 USD, but a person must agree and the catalog names nobody to ask.", answer.Explanation.Sentence);
    }

    [Theory]
    [InlineData("named", "gap", "named")]
    [InlineData(null, "gap", "gap")]
    [InlineData(null, null, "most")]
    [InlineData("empty", null, "most")]
    [InlineData("no-such-path", "empty", "most")]
    public void What_is_raised_goes_to_the_path_named_for_it_then_to_the_gaps_then_to_the_most_demanding(string? raise, string? gap, string path)
    {
        var paths = Ruled.Paths(("gap", 1), ("named", 1), ("also-most", 1), ("most", 3), ("zero", 2), ("empty", 0));
        var catalog = Ruled.By(action => action with { Paths = paths, RaisePath = raise, GapPath = gap, Risk = "red-line" }, Ruled.Allow());

        var answer = CatalogEvaluator.Evaluate(catalog, Request);

        Assert.Equal(path, answer.Path?.Name);
        Assert.Equal($"People of path {path} must agree to this refund of 20.00 USD: rule allow covers it, but red-line actions always need a person.", answer.Explanation.Sentence);
    }

    [Fact]
    public void Of_paths_that_demand_the_same_what_is_raised_goes_to_the_first_by_name()
    {
        var catalog = Ruled.By(action => action with { Paths = Ruled.Paths(("b", 2), ("a", 2), ("c", 2)), GapPath = null, RaisePath = null, Reversibility = "irreversible" }, Ruled.Allow());

        var answer = CatalogEvaluator.Evaluate(catalog, Request);

        Assert.Equal("a", answer.Path?.Name);
        Assert.EndsWith("but irreversible actions always need a person.", answer.Explanation.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2, "over")]
    [InlineData(2, 2, "set")]
    [InlineData(3, 2, "set")]
    public void Passing_a_limit_never_asks_fewer_people_than_the_rule_does(int set, int over, string path)
    {
        var catalog = Limited(action => action with { Paths = Ruled.Paths(("set", set), ("over", over)) }, Ruled.Ask("a", "set"));

        var answer = CatalogEvaluator.Evaluate(catalog, Request, new([Passed(isHard: false)], []));

        Assert.Equal((EvaluationOutcome.Ask, path), (answer.Outcome, answer.Path?.Name));
        Assert.EndsWith("; rule a asks people in any case.", answer.Explanation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_was_hard_when_it_was_counted_refuses_whatever_the_catalog_asks_now()
    {
        var catalog = Limited(action => action with { Paths = Ruled.Paths(("over", 1)) }, Ruled.Allow());

        var answer = CatalogEvaluator.Evaluate(catalog, Request, new([Passed(isHard: true)], []));

        Assert.Equal(EvaluationOutcome.Refused, answer.Outcome);
    }

    [Fact]
    public void A_gap_that_also_passes_a_limit_says_only_the_limit()
    {
        var catalog = Limited(action => action with { Paths = Ruled.Paths(("over", 1), ("gap", 1)), GapPath = "gap" });

        var answer = CatalogEvaluator.Evaluate(catalog, Request, new([Passed(isHard: false)], []));

        Assert.Equal(
            "People of path gap must agree to this refund of 20.00 USD: limit day of 30.00 USD in 24 h would be passed: 29.00 USD taken and 20.00 USD asked, together 49.00 USD.",
            answer.Explanation.Sentence);
    }

    private static Catalog Limited(Func<ActionDefinition, ActionDefinition> change, params Rule[] rules) =>
        Ruled.By(change, rules) with { Limits = [new() { Id = "other", Period = TimeSpan.FromDays(1) }, new() { Id = "day", Period = TimeSpan.FromDays(1), OverPath = "over" }] };

    private static LimitStanding Passed(bool isHard) => new("day", "day|USD", "USD", 29_00, 20_00, 30_00, TimeSpan.FromDays(1), isHard);
}
