using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>What would have to differ: every clause comes with a request that proves it, and nothing is claimed beyond.</summary>
public sealed class DifferencesTests
{
    private static readonly ActionRequest Request = Demo.Refund(20_00);

    private static ActionRequest With(string parameters) => Request with { Parameters = ActionParameters.Parse(parameters) };

    // One more parameter, as many texts.
    private static ActionDefinition Listing(ActionDefinition action) =>
        action with { Parameters = new Dictionary<string, ParameterDefinition>(action.Parameters) { ["tags"] = action.Parameters["sku"] with { Name = "tags", Kind = "texts", Required = false } } };

    [Fact]
    public void What_is_missing_is_named_together()
    {
        var evidence = Ruled.By(Ruled.Allow() with { Evidence = ["photo", "tracking"] });
        var consent = Ruled.By(Ruled.Allow() with { Consents = ["asked", "verified"] });

        var brought = Assert.Single(Ruled.Differences(evidence, Request));
        var stated = Assert.Single(Ruled.Differences(consent, Request with { Consents = ["asked"] }));

        Assert.Equal("with evidence photo and tracking, it would be allowed", brought.Clause);
        Assert.Equal(["photo:example", "tracking:example"], brought.Witness.Evidence);
        Assert.Equal("with consent asked and verified, it would be allowed", stated.Clause);
        Assert.Equal(["asked", "verified"], stated.Witness.Consents);
    }

    [Theory]
    [InlineData("""{"charge":"c","sku":"A"}""", """{"charge":"c","sku":"B"}""")]
    [InlineData("""{"charge":"c"}""", """{"charge":"c","sku":"B"}""")]
    public void A_wanted_value_takes_the_place_of_the_one_given(string given, string instead)
    {
        var difference = Assert.Single(Ruled.Differences(Ruled.By(Ruled.Allow() with { Where = Ruled.Values("sku", "B", "C") }), With(given)));

        Assert.Equal("with sku B, it would be allowed", difference.Clause);
        Assert.Equal(instead, difference.Witness.Parameters.Canonical);
    }

    [Fact]
    public void In_a_list_a_wanted_value_stands_in_a_list()
    {
        var difference = Assert.Single(Ruled.Differences(Ruled.By(Listing, Ruled.Allow() with { Where = Ruled.Values("tags", "B") }), With("""{"charge":"c","tags":["A","D"]}""")));

        Assert.Equal("with tags B, it would be allowed", difference.Clause);
        Assert.Equal("""{"charge":"c","tags":["B"]}""", difference.Witness.Parameters.Canonical);
    }

    [Fact]
    public void A_wanted_value_that_is_excluded_as_well_is_not_proposed()
    {
        var rule = Ruled.Allow() with { Where = Ruled.Values("sku", "B", "C"), Except = Ruled.Values("sku", "B") };
        var impossible = rule with { Except = Ruled.Values("sku", "B", "C") };

        Assert.Equal(["with sku C, it would be allowed"], Ruled.Clauses(Ruled.By(rule), With("""{"charge":"c","sku":"A"}""")));
        Assert.Empty(Ruled.Differences(Ruled.By(impossible), With("""{"charge":"c","sku":"A"}""")));
    }

    [Fact]
    public void An_excluded_value_is_left_out_of_a_list_and_replaced_where_there_is_one()
    {
        var one = Assert.Single(Ruled.Differences(Ruled.By(Ruled.Allow() with { Except = Ruled.Values("sku", "A") }), With("""{"charge":"c","sku":"A"}""")));
        var many = Assert.Single(Ruled.Differences(Ruled.By(Listing, Ruled.Allow() with { Except = Ruled.Values("tags", "A") }), With("""{"charge":"c","tags":["A","D"]}""")));

        Assert.Equal("with sku other than A, it would be allowed", one.Clause);
        Assert.Equal("""{"charge":"c","sku":"any other"}""", one.Witness.Parameters.Canonical);
        Assert.Equal("with tags other than A or D, it would be allowed", many.Clause);
        Assert.Equal("""{"charge":"c","tags":[]}""", many.Witness.Parameters.Canonical);
    }

    [Fact]
    public void To_leave_a_rule_an_excluded_value_is_put_where_it_belongs()
    {
        var one = Ruled.Differences(Ruled.By(Ruled.Allow() with { Except = Ruled.Values("sku", "GIFT", "CASH") }), With("""{"charge":"c"}"""));
        var many = Ruled.Differences(Ruled.By(Listing, Ruled.Allow() with { Except = Ruled.Values("tags", "GIFT") }), With("""{"charge":"c","tags":["D"]}"""));
        var none = Ruled.Differences(Ruled.By(Ruled.Allow() with { Except = Ruled.Values("sku") }), With("""{"charge":"c"}"""));

        Assert.Equal(("with sku GIFT, it would be refused", """{"charge":"c","sku":"GIFT"}"""), (one[0].Clause, one[0].Witness.Parameters.Canonical));
        Assert.Equal(("with tags GIFT, it would be refused", """{"charge":"c","tags":["GIFT"]}"""), (many[0].Clause, many[0].Witness.Parameters.Canonical));
        Assert.Empty(none);
    }

    [Theory]
    [InlineData(1, 500_00, "with an amount above 500.00 USD, it would be refused")]
    [InlineData(0, 500_00, "with an amount above 500.00 USD, it would be refused")]
    [InlineData(2, 500_00, "with an amount above 500.00 USD, it would be refused|with an amount below 0.02 USD, it would be refused")]
    [InlineData(1, long.MaxValue, "")]
    [InlineData(10_00, long.MaxValue, "with an amount below 10.00 USD, it would be refused")]
    public void An_edge_that_no_amount_can_pass_is_no_edge(long minimum, long maximum, string clauses)
    {
        Assert.Equal(clauses, string.Join('|', Ruled.Clauses(Ruled.By(Ruled.Allow() with { Amounts = Ruled.Dollars(minimum, maximum) }), Request)));
    }

    [Theory]
    [InlineData(30_00, 50_00, "with amount 30.00 USD, it would be allowed")]
    [InlineData(1_00, 10_00, "with amount 10.00 USD, it would be allowed")]
    [InlineData(0, 0, "")]
    public void The_nearest_amount_that_a_rule_takes_is_named_if_there_is_one(long minimum, long maximum, string clauses)
    {
        Assert.Equal(clauses, string.Join('|', Ruled.Clauses(Ruled.By(Ruled.Allow() with { Amounts = Ruled.Dollars(minimum, maximum) }), Request)));
    }

    [Fact]
    public void An_amount_in_another_currency_is_named_in_the_first_that_the_rule_takes()
    {
        var amounts = new Dictionary<string, AmountRange> { ["USD"] = new(0, 50_00), ["EUR"] = new(0, 45_00) };

        Assert.Equal(["with amount 20.00 EUR, it would be allowed"], Ruled.Clauses(Ruled.By(Ruled.Allow() with { Amounts = amounts }), Demo.Refund(20_00, "KWD")));
        Assert.Equal(["with an amount above 45.00 EUR, it would be refused"], Ruled.Clauses(Ruled.By(Ruled.Allow() with { Amounts = amounts }), Demo.Refund(20_00, "EUR")));
    }

    [Fact]
    public void Where_a_rule_takes_every_segment_and_channel_there_is_none_to_leave_it_by()
    {
        var catalog = Ruled.By(Ruled.Allow() with { Segments = Demo.Catalog.Segments, Channels = Demo.Catalog.Channels });
        var some = Ruled.By(Ruled.Allow() with { Segments = ["retail"], Channels = ["chat"] });

        Assert.Empty(Ruled.Differences(catalog, Request));
        Assert.Equal(2, Ruled.Differences(some, Request).Count);
    }

    [Fact]
    public void A_rule_for_everybody_is_not_left_by_being_somebody_else()
    {
        var everybody = Ruled.By(Ruled.Allow(), Ruled.Deny() with { Actors = [.. Demo.Catalog.ListedActors().Select(actor => actor.Id).Where(id => id != Request.Actor)] });
        var one = Ruled.By(Ruled.Allow() with { Actors = [Request.Actor] });

        Assert.DoesNotContain(Ruled.Differences(everybody, Request), difference => difference.Clause.StartsWith("with actor billing-bot", StringComparison.Ordinal) && difference.Outcome != EvaluationOutcome.Refused);
        Assert.Equal(["with actor billing-bot, it would be refused"], Ruled.Clauses(one, Request));
    }

    [Fact]
    public void No_more_clauses_are_given_than_are_read()
    {
        var rules = Enumerable.Range(0, 9).Select(i => Ruled.Allow($"r{i}") with { Where = Ruled.Values("sku", $"V{i}") }).ToArray();

        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"with sku V{i}, it would be allowed"), Ruled.Clauses(Ruled.By(rules), Request));
    }

    [Fact]
    public void Hours_that_never_come_propose_no_time()
    {
        var never = new TimeWindow([], new(12, 0), new(11, 0));
        var later = new TimeWindow([DayOfWeek.Tuesday], new(12, 0), new(13, 0));
        var sooner = new TimeWindow([], new(11, 0), new(12, 0)) { Zone = "Europe/Berlin" };

        Assert.Empty(Ruled.Differences(Ruled.By(Ruled.Allow() with { Hours = [never] }), Request));
        Assert.Equal(["with time mon 11:00 Europe/Berlin, it would be allowed"], Ruled.Clauses(Ruled.By(Ruled.Allow() with { Hours = [never, later, sooner] }), Request));
    }
}
