using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Catalogs;

public sealed class DemoCatalogTests
{
    [Fact]
    public void A_refund_within_the_agents_authority_is_allowed()
    {
        var answer = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(42_00));

        Assert.Equal(EvaluationOutcome.Allowed, answer.Outcome);
        Assert.Equal("small-refunds-alone", answer.Explanation.Rule);
        Assert.Null(answer.Path);
        Assert.Equal("""{"amount":4200,"charge":"ch_1","currency":"USD"}""", answer.Consent!.Saga.Steps[0].Arguments.Canonical);
    }

    [Fact]
    public void A_larger_refund_asks_and_coverage_stands_in_for_the_absent_first_approver()
    {
        var answer = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(420_00));

        var stage = answer.Path!.Stages[0];
        var people = StageResolver.Resolve(Demo.Catalog.Roles[stage.Role], Demo.Catalog.Absences, answer.Consent!.Conflicted, Demo.Now, includeCoverage: false);
        Assert.Equal(EvaluationOutcome.Ask, answer.Outcome);
        Assert.Equal([new("ben")], people.Asked.Select(a => a.Person));
        Assert.Equal("covers for ada, who is away (parental leave)", people.Asked[0].Why);
    }

    [Fact]
    public void Changing_an_email_address_is_irreversible_and_asks_the_account_desk()
    {
        var answer = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Request("change-email", """{"email":"New@Example.COM"}"""));

        Assert.Equal(EvaluationOutcome.Ask, answer.Outcome);
        Assert.Equal("irreversible", answer.Reversibility);
        Assert.Equal("New@example.com", answer.Consent!.Parameters.Text("email"));
        Assert.Equal(new("account-approver"), answer.Path!.Stages[0].Role);
    }

    [Fact]
    public void A_refund_with_points_needs_two_people_and_undoes_in_order()
    {
        var request = Demo.Request("refund-and-restore", """{"charge":"ch_1","points":1200}""") with { Amount = new(900_00, "USD") };

        var answer = CatalogEvaluator.Evaluate(Demo.Catalog, request);

        Assert.Equal(2, answer.Path!.Stages[0].Quorum);
        Assert.Equal(["refund-payment", "restore-points"], answer.Consent!.Saga.Steps.Select(s => s.Name));
        Assert.Equal("cancel-refund", answer.Consent.Saga.Steps[0].Compensation);
        Assert.Equal("""{"customer":"cus_1","points":1200}""", answer.Consent.Saga.Steps[1].Arguments.Canonical);
    }

    [Fact]
    public void The_silent_segment_walks_two_short_stages()
    {
        var path = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(420_00, segment: "demo-silence")).Path!;

        Assert.Equal([TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(6)], path.Stages.Select(s => s.Wait));
        Assert.Equal([TimeSpan.FromSeconds(2)], path.Stages[0].Reminders);
        Assert.Equal(TimeSpan.FromSeconds(4), path.Stages[0].CoverageAfter);
    }

    [Theory]
    [InlineData("GIFT-CARD", 20_00, "USD", "retail")]
    [InlineData("SKU-1001", 20_00, "EUR", "retail")]
    [InlineData("SKU-1001", 500_01, "USD", "retail")]
    public void What_no_rule_covers_is_refused_as_a_gap(string sku, long minor, string currency, string segment)
    {
        var answer = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(minor, currency, segment, sku: sku));

        Assert.Equal(EvaluationOutcome.Refused, answer.Outcome);
        Assert.True(answer.Explanation.IsGap);
        Assert.Null(answer.Consent);
    }

    [Fact]
    public void People_are_linked_to_their_Slack_users()
    {
        var expected = "ada=U0ADA ben=U0BEN chidi=U0CHIDI dana=U0DANA emil=U0EMIL farah=U0FARAH gus=U0GUS hana=U0HANA";

        var people = Demo.Catalog.People.Values.OrderBy(p => p.Id.Value, StringComparer.Ordinal).Select(p => $"{p.Id}={p.SlackUser}");

        Assert.Equal(expected, string.Join(' ', people));
        Assert.Equal(["ops"], Demo.Catalog.People[new PersonId("gus")].Duties);
        Assert.Equal(["audit"], Demo.Catalog.People[new PersonId("hana")].Duties);
    }
}
