using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

public sealed class CatalogEvaluatorTests
{
    private static readonly ActionDefinition Refund = Demo.Catalog.Actions[new("refund")];

    [Fact]
    public void Deny_wins_over_allow_and_allow_over_ask()
    {
        Assert.Equal(EvaluationOutcome.Refused, Decide("ask", "allow", "deny").Outcome);
        Assert.Equal("r1", Decide("ask", "allow").Explanation.Rule);
        Assert.Equal(EvaluationOutcome.Allowed, Decide("ask", "allow").Outcome);
        Assert.Equal(EvaluationOutcome.Ask, Decide("ask").Outcome);
    }

    [Theory]
    [InlineData("red-line", "reversible")]
    [InlineData("low", "irreversible")]
    public void A_red_line_and_an_irreversible_action_always_need_a_person(string risk, string reversibility)
    {
        var answer = Decide(action => action with { Risk = risk, Reversibility = reversibility }, "allow");

        Assert.Equal(EvaluationOutcome.Ask, answer.Outcome);
        Assert.Contains("always need a person", answer.Explanation.Sentence, StringComparison.Ordinal);
        Assert.Equal("refunds", answer.Path!.Name);
    }

    [Fact]
    public void With_nobody_to_ask_such_an_action_is_refused_not_allowed()
    {
        var answer = Decide(action => action with { Risk = "red-line", Paths = new Dictionary<string, Hitl.Escalations.Stages.EscalationPath>() }, "allow");

        Assert.Equal(EvaluationOutcome.Refused, answer.Outcome);
        Assert.Null(answer.Consent);
    }

    [Fact]
    public void A_gap_goes_to_the_path_the_catalog_names()
    {
        var answer = Decide(action => action with { GapPath = "silence" });

        Assert.Equal(EvaluationOutcome.Ask, answer.Outcome);
        Assert.True(answer.Explanation.IsGap);
        Assert.Null(answer.Explanation.Rule);
        Assert.Equal("silence", answer.Path!.Name);
    }

    public static TheoryData<string, Func<ActionRequest, ActionRequest>> Barred => new()
    {
        { "has no action", r => r with { Action = new("fly") } },
        { "does not name actor", r => r with { Actor = new("stranger") } },
        { "may not act for", r => r with { OnBehalfOf = new PersonId("ada") } },
        { "has no amount", r => r with { Amount = null } },
        { "is missing", r => r with { Parameters = ActionParameters.Empty } },
        { "has no parameter", r => r with { Parameters = ActionParameters.Parse("""{"charge":"c","approved":true}""") } },
    };

    [Theory]
    [MemberData(nameof(Barred))]
    public void What_intake_would_have_refused_is_refused_here_too(string why, Func<ActionRequest, ActionRequest> change)
    {
        var answer = CatalogEvaluator.Evaluate(Demo.Catalog, change(Demo.Refund(10_00)));

        Assert.Equal(EvaluationOutcome.Refused, answer.Outcome);
        Assert.Contains(why, answer.Explanation.Sentence, StringComparison.Ordinal);
        Assert.Empty(answer.Explanation.WouldDiffer);
    }

    [Fact]
    public void What_no_action_covers_is_a_gap_of_the_catalog_and_what_is_barred_is_not()
    {
        Assert.True(CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(10_00) with { Action = new("fly") }).Explanation.IsGap);
        Assert.False(CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(10_00) with { Actor = new("stranger") }).Explanation.IsGap);
    }

    [Fact]
    public void An_action_without_an_amount_takes_none()
    {
        var answer = Decide(action => action with { HasAmount = false }, "allow");

        Assert.Equal("Refused: it has an amount and the action takes none.", answer.Explanation.Sentence);
    }

    [Theory]
    [InlineData(true, false, null, "actor support-bot is in shadow")]
    [InlineData(true, true, "9", "action refund is in shadow")]
    [InlineData(false, false, "9", "version 9 of support-bot is in shadow")]
    [InlineData(false, false, "8", null)]
    [InlineData(false, false, null, null)]
    public void Shadow_names_the_widest_part_that_keeps_a_request_on_paper(bool isActor, bool isAction, string? version, string? why)
    {
        var actor = Demo.Catalog.Actors[new("support-bot")] with { IsShadow = isActor, ShadowVersions = ["9"] };
        var catalog = Ruled.By(action => action with { IsShadow = isAction }, Ruled.Allow()) with { Actors = new Dictionary<ActorId, Actor>(Demo.Catalog.Actors) { [actor.Id] = actor } };
        var request = Demo.Refund(10_00) with { Agent = new(version, null, null) };

        var answer = CatalogEvaluator.Evaluate(catalog, request);

        Assert.Equal(why, answer.Shadow?.Why);
        Assert.Equal(why, CatalogEvaluator.ShadowOf(catalog, request));
        Assert.Equal(why is null, answer.Consent is not null);
        Assert.Equal(why is not null, answer.Explanation.Sentence.StartsWith("Shadow, nothing runs (", StringComparison.Ordinal));
    }

    [Fact]
    public void A_disabled_action_is_refused()
    {
        var answer = Decide(action => action with { Enabled = false }, "allow");

        Assert.Equal("Refused: action refund is switched off.", answer.Explanation.Sentence);
    }

    [Fact]
    public void The_owner_whom_it_acts_for_and_all_their_other_ids_are_conflicted()
    {
        var people = new Dictionary<PersonId, Person>(Demo.Catalog.People)
        {
            [new("ada")] = Demo.Catalog.People[new("ada")] with { SameAs = [new("dana")] },
            [new("hana")] = Demo.Catalog.People[new("hana")] with { SameAs = [new("emil")] },
        };

        var consent = CatalogEvaluator.Evaluate(Demo.Catalog with { People = people }, Demo.Refund(420_00) with { OnBehalfOf = new PersonId("hana") }).Consent!;

        Assert.Equal([new("ada"), new("dana"), new("emil"), new PersonId("hana")], consent.Conflicted);
    }

    [Fact]
    public void An_approval_outlives_its_stages_by_as_long_as_the_catalog_says()
    {
        var request = Demo.Refund(420_00) with { ReceivedAt = Demo.Now.AddTicks(1_234_567) };

        var first = CatalogEvaluator.Evaluate(Demo.Catalog, request).Consent!;
        var read = CatalogEvaluator.Evaluate(Demo.Catalog, request with { ReceivedAt = Demo.Now.AddTicks(1_234_560) }).Consent!;

        Assert.Equal(Demo.Now.AddMinutes(10 + 20 + 60), first.ExpiresAt);
        Assert.Equal(first.ExpiresAt, read.ExpiresAt);
    }

    [Fact]
    public void The_saga_carries_what_the_catalog_says_of_its_target()
    {
        var step = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(20_00)).Consent!.Saga.Steps[0];

        Assert.Equal("127.0.0.1:8090", step.Host);
        Assert.Equal(TimeSpan.FromHours(24), step.KeyLife);
        Assert.Equal(TimeSpan.FromSeconds(2), step.SettleWindow);
        Assert.True(step.CanLookUp);
    }

    [Fact]
    public void Every_rule_is_explained_bound_by_bound()
    {
        var explanation = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(420_00)).Explanation;

        var small = explanation.Rules.Single(r => r.Rule == "small-refunds-alone");
        Assert.False(small.Matched);
        Assert.Equal(new("amount", "420.00 USD", "up to 50.00 USD", false), small.Bounds.Single(b => b.Bound == "amount"));
        Assert.All(small.Bounds.Where(b => b.Bound != "amount"), b => Assert.True(b.Held));
        Assert.Contains("with amount 50.00 USD, it would be allowed", explanation.WouldDiffer);
        Assert.Contains("with an amount above 500.00 USD, it would be refused", explanation.WouldDiffer);
    }

    [Fact]
    public void One_sentence_says_who_may_do_what_by_which_rule_and_bounds()
    {
        string Sentence(ActionRequest request) => CatalogEvaluator.Evaluate(Demo.Catalog, request).Explanation.Sentence;

        Assert.Equal(
            "support-bot may do this refund of 42.00 USD alone: rule small-refunds-alone covers it (amount 42.00 USD, up to 50.00 USD; segment retail; channel chat).",
            Sentence(Demo.Refund(42_00)));
        Assert.Equal(
            "People of path refunds must agree to this refund of 420.00 USD: rule refunds-with-consent asks them (amount 420.00 USD, up to 500.00 USD; segment retail).",
            Sentence(Demo.Refund(420_00)));
        Assert.Equal(
            "Refused: no rule of refund covers this request, and the catalog refuses what it does not cover; nearest is refunds-with-consent: amount is 900.00 USD, not up to 500.00 USD.",
            Sentence(Demo.Refund(900_00)));
        Assert.Equal(
            "Refused: rule billing-refunds-nothing-by-phone forbids billing-bot this refund of 20.00 USD (channel phone).",
            Sentence(Demo.Refund(20_00, channel: "phone") with { Actor = new("billing-bot") }));
    }

    [Fact]
    public void An_exclusion_names_the_value_that_stands_in_the_way()
    {
        var explanation = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(20_00, sku: "GIFT-CARD")).Explanation;

        Assert.Contains("nearest is refunds-with-consent: sku GIFT-CARD is excluded", explanation.Sentence, StringComparison.Ordinal);
        Assert.Contains("with sku other than GIFT-CARD, it would be allowed", explanation.WouldDiffer);
    }

    private static Hitl.Escalations.Requests.Evaluation Decide(params string[] effects) => Decide(action => action, effects);

    private static Hitl.Escalations.Requests.Evaluation Decide(Func<ActionDefinition, ActionDefinition> change, params string[] effects)
    {
        var rules = effects.Select((effect, i) => new Rule { Id = $"r{i}", Effect = effect, Path = effect == "ask" ? "refunds" : null });
        var action = change(Refund with { Rules = [.. rules] });
        return CatalogEvaluator.Evaluate(Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } }, Demo.Refund(20_00));
    }
}
