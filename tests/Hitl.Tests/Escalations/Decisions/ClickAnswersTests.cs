using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Decisions;

/// <summary>Answers to clicks at the edges of the rules: what settled a stage, for which seats a voice counts, whose it is.</summary>
public sealed class ClickAnswersTests
{
    [Fact]
    public void Whoever_settled_the_stage_is_named_and_not_who_decided_before_or_elsewhere()
    {
        var attempt = Case.Attempt(Case.Emil) with { Role = Case.ApproverRole with { Members = [Case.Ada, Case.Ben, Case.Emil] }, Stages = [Case.Stage(1, StageStatus.Approved)], Request = Case.Stored(RequestState.Approved) };

        Assert.Equal(
            "Approved by ben at 10:03:12.",
            DecisionRules.Check(attempt with { Decisions = [Case.Decide(Case.Ada), Case.Decide(Case.Ben), Case.Decide(Case.Dana, Verdict.Deny), Case.Decide(Case.Chidi, ordinal: 2)] })!.Message);
        Assert.Equal(
            "Denied by ben at 10:03:12.",
            DecisionRules.Check(attempt with
            {
                Stages = [Case.Stage(1, StageStatus.Denied)], Decisions = [Case.Decide(Case.Ben, Verdict.Deny), Case.Decide(Case.Ada), Case.Decide(Case.Chidi, Verdict.Deny, 2)],
            })!.Message);
    }

    [Theory]
    [InlineData(StageStatus.Approved)]
    [InlineData(StageStatus.Denied)]
    public void A_stage_that_was_settled_by_nobody_known_answers_with_the_requests_state(StageStatus status)
    {
        var attempt = Case.Attempt(Case.Ada) with { Stages = [Case.Stage(1, status)], Request = Case.Stored(RequestState.Denied) };

        Assert.Equal("The request has been denied.", DecisionRules.Check(attempt)!.Message);
    }

    [Fact]
    public void A_refusal_that_has_nothing_to_do_with_authority_names_nobody()
    {
        Func<DecisionAttempt, DecisionAttempt>[] changes =
        [
            a => a with { IsFromOurCard = false },
            a => a with { Request = a.Request! with { Request = a.Request.Request with { Revision = 2 } } },
            a => a with { Token = null },
            a => a with { Role = null },
            a => a with { Decisions = [Case.Decide(Case.Ada)] },
            a => a with { Stages = [Case.Stage(1, StageStatus.Withdrawn)] },
            a => a with { Verdict = Verdict.Deny, Reason = "" },
            a => a with { ReasonCode = "x" },
            a => a with { Reason = new('x', 1_001) },
            a => a with { Reason = "\u202E" },
        ];

        Assert.All(changes, change => Assert.Empty(DecisionRules.Check(change(Case.Attempt(Case.Ada)))!.WhoCan));
    }

    [Fact]
    public void A_request_that_was_never_evaluated_or_asks_nobody_has_no_valid_button()
    {
        var attempt = Case.Attempt(Case.Ada);

        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(attempt with { Request = attempt.Request! with { Evaluation = null } })!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(attempt with { Request = attempt.Request! with { Evaluation = attempt.Request.Evaluation! with { Consent = null } } })!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(attempt with { Request = attempt.Request! with { Digest = null } })!.Code);
        Assert.Null(DecisionRules.Standing(attempt with { Request = attempt.Request! with { Evaluation = null } }));
        Assert.Null(DecisionRules.Standing(attempt with { Request = null }));
        Assert.Null(DecisionRules.Standing(attempt with { Token = null }));
        Assert.Equal(new(StageStandingKind.Member, null), DecisionRules.Standing(attempt));
    }

    [Fact]
    public void A_voice_counts_for_seats_only_where_several_roles_must_agree()
    {
        var both = Case.Stage(1) with { Definition = Case.Path.Stages[0] with { Shares = [new(Case.Approver, 1), new(Case.Lead, 1)] } };
        var roles = new Dictionary<RoleId, RoleDefinition>(Case.Roles) { [Case.Lead] = Case.LeadRole with { Members = [Case.Chidi, Case.Ada] } };
        var attempt = Case.Attempt(Case.Ada) with { Stages = [Case.Stage(2), both], Roles = roles };

        Assert.Equal([Case.Approver, Case.Lead], DecisionRules.Seats(attempt));
        Assert.Equal([Case.Approver], DecisionRules.Seats(attempt with { Person = Case.Ben }));
        Assert.Null(DecisionRules.Seats(attempt with { Stages = [Case.Stage(1)] }));
        Assert.Null(DecisionRules.Seats(attempt with { Stages = [] }));
        Assert.Null(DecisionRules.Seats(attempt with { Token = null }));
    }

    [Fact]
    public void A_decision_of_somebody_else_does_not_stop_ones_own() => Assert.Null(DecisionRules.Check(Case.Attempt(Case.Ada) with { Decisions = [Case.Decide(Case.Ben), Case.Decide(Case.Ada, ordinal: 2)] }));

    [Theory]
    [InlineData("before", "  ")]
    [InlineData("before", "twice")]
    public void A_reason_that_was_chosen_needs_no_words_and_may_have_some(string code, string reason) =>
        Assert.Null(DecisionRules.Check(Case.Attempt(Case.Ada, Verdict.Deny) with { Reason = reason, ReasonCode = code, DenyReasons = new Dictionary<string, string> { ["before"] = "It was refunded before" } }));
}
