using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;

namespace Hitl.Tests.Escalations.Requests;

/// <summary>What nobody said is nothing: no word, no list and no number of ours stands in for it.</summary>
public sealed class WhatNobodySaidTests
{
    [Fact]
    public void A_request_without_a_rationale_has_none()
    {
        var request = new ActionRequest { Id = Case.Request, Actor = new("bot"), Action = new("refund"), Customer = new("c", "retail"), Channel = "chat", ReceivedAt = Case.Now, CatalogDigest = "d" };

        Assert.Equal(("", new AgentRelease(null, null, null), 1, ActionParameters.Empty), (request.Rationale, request.Agent, request.Revision, request.Parameters));
        Assert.Empty(request.Evidence);
        Assert.Empty(request.Consents);
    }

    [Fact]
    public void An_explanation_names_no_limit_and_no_conflict_of_itself()
    {
        var explanation = new Explanation("because", null, false, [], []);

        Assert.Empty(explanation.Limits);
        Assert.Empty(explanation.Conflicts);
    }

    [Fact]
    public void An_evaluation_has_the_path_of_what_people_are_asked_to_agree_to()
    {
        var evaluation = Case.Stored().Evaluation!;

        Assert.Same(Case.Path, evaluation.Path);
        Assert.Null((evaluation with { Consent = null }).Path);
        Assert.Same(EvaluationFacts.None, new Evaluation { Outcome = EvaluationOutcome.Ask, Explanation = evaluation.Explanation, Risk = "", Reversibility = "" }.Facts);
    }

    [Fact]
    public void Nothing_counted_is_no_fact()
    {
        var facts = new EvaluationFacts([], []);

        Assert.Empty(facts.Guards);
        Assert.Empty(EvaluationFacts.None.Limits);
        Assert.Empty(EvaluationFacts.None.Conflicts);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, false)]
    public void A_plan_is_empty_only_when_it_claims_nothing_at_all(int claims, int subjects, bool isEmpty)
    {
        var plan = new ReservationPlan([.. Enumerable.Repeat(new LimitClaim("l", "k", null, 1, 2, TimeSpan.FromDays(1), true), claims)], [.. Enumerable.Repeat(new SubjectClaim("c", "s"), subjects)]);

        Assert.Equal(isEmpty, plan.IsEmpty);
    }

    [Fact]
    public void Nothing_claimed_is_an_empty_plan() => Assert.True(ReservationPlan.None.IsEmpty);

    [Fact]
    public void A_step_can_be_asked_about_unless_it_says_otherwise() =>
        Assert.True(new SagaStep { Name = "n", Target = "t", Host = "h", Operation = "o", Arguments = ActionParameters.Empty }.CanLookUp);

    [Fact]
    public void A_decision_is_unsigned_until_it_is_signed()
    {
        var decision = new Decision { Stage = new(Case.Request, 1, 1), Person = Case.Ada, Verdict = Verdict.Approve, Door = Door.Slack, Digest = "d", At = Case.Now };

        Assert.Equal(("", "", ""), (decision.KeyId, decision.Mac, decision.Reason));
    }

    [Fact]
    public void A_click_knows_no_reasons_and_no_roles_of_itself_and_comes_from_our_card()
    {
        var attempt = new DecisionAttempt { Person = Case.Ada, Verdict = Verdict.Approve, Token = null, Request = null, Stages = [], Decisions = [], Role = null, Now = Case.Now };

        Assert.Empty(attempt.DenyReasons);
        Assert.Empty(attempt.Roles);
        Assert.True(attempt.IsFromOurCard);
        Assert.Same(IdentityGraph.None, attempt.Identities);
    }

    [Fact]
    public void A_parked_step_is_due_half_an_hour_after_it_was_parked() =>
        Assert.Equal(Case.Now.AddMinutes(30), new ParkedStep(Case.Request, "refund", false, "unknown", "ops", Case.Now).DueAt);

    [Theory]
    [InlineData(4_999, true)]
    [InlineData(5_000, false)]
    [InlineData(5_001, false)]
    public void A_sample_takes_the_draws_below_its_share(int draw, bool isChosen) => Assert.Equal(isChosen, new SampleDraw(5_000, draw, "seed").IsChosen);

    [Fact]
    public void A_reversal_holds_until_it_ends_without_having_taken_effect()
    {
        RequestState[] holding = [RequestState.Received, RequestState.Deciding, RequestState.Approved, RequestState.Executing, RequestState.Compensating, RequestState.WaitingForOps, RequestState.Executed];

        Assert.All(Enum.GetValues<RequestState>(), state => Assert.Equal(holding.Contains(state), new ReversalLink(Case.Request, state).Holds));
    }

    [Fact]
    public void Nothing_refused_may_run()
    {
        Assert.True(new ApprovalFinding(null, []).MayRun);
        Assert.False(new ApprovalFinding("", []).MayRun);
    }
}
