using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Decisions;

public sealed class DecisionRulesTests
{
    [Theory]
    [InlineData(Verdict.Approve)]
    [InlineData(Verdict.Deny)]
    public void A_member_of_the_open_stage_may_decide(Verdict verdict) => Assert.Null(DecisionRules.Check(Case.Attempt(Case.Ada, verdict)));

    [Fact]
    public void Asked_coverage_may_decide_and_the_decision_knows_for_whom()
    {
        var attempt = Case.Attempt(Case.Emil) with { Stages = [Case.Stage(1, StageStatus.Open, Case.Ben, Case.Emil)] };

        Assert.Null(DecisionRules.Check(attempt));
        Assert.Equal(new(StageStandingKind.Coverage, Case.Ada), DecisionRules.Standing(attempt));
    }

    [Fact]
    public void SL08_somebody_else_is_told_who_can()
    {
        var refusal = DecisionRules.Check(Case.Attempt(Case.Chidi))!;

        Assert.Equal(DecisionRefusals.NotAllowed, refusal.Code);
        Assert.Equal("Only members of approver and their coverage may decide this: ada, ben.", refusal.Message);
        Assert.Equal([Case.Ada, Case.Ben], refusal.WhoCan);
    }

    [Fact]
    public void A_member_who_was_removed_since_the_card_was_sent_may_not_decide()
    {
        var attempt = Case.Attempt(Case.Ada) with { Role = Case.ApproverRole with { Members = [Case.Ben] } };

        Assert.Equal(DecisionRefusals.NotAllowed, DecisionRules.Check(attempt)!.Code);
    }

    [Theory]
    [InlineData("dana")]
    [InlineData("hana")]
    public void SL09_the_owner_and_whom_the_agent_acts_for_cannot_decide(string person)
    {
        var attempt = Case.Attempt(new(person)) with { Role = Case.ApproverRole with { Members = [new(person), Case.Ben] } };

        var refusal = DecisionRules.Check(attempt)!;

        Assert.Equal(DecisionRefusals.Conflict, refusal.Code);
        Assert.Equal("You asked for this (through agent support-bot). Someone else must decide: ben.", refusal.Message);
    }

    [Fact]
    public void SL09_nor_can_they_under_another_id()
    {
        var identities = new IdentityGraph([KeyValuePair.Create(Case.Ada, (IReadOnlyList<PersonId>)[Case.Dana])]);

        Assert.Equal(DecisionRefusals.Conflict, DecisionRules.Check(Case.Attempt(Case.Ada) with { Identities = identities })!.Code);
    }

    public static TheoryData<string, Func<DecisionAttempt, DecisionAttempt>, string> BadTokens => new()
    {
        { "forged", a => a with { Token = null }, DecisionRefusals.TokenInvalid },
        { "of another request", a => a with { Token = Case.Token() with { Stage = new(new("req_other"), 1, 1) } }, DecisionRefusals.TokenInvalid },
        { "of a request that is gone", a => a with { Request = null }, DecisionRefusals.TokenInvalid },
        { "of a stage that never opened", a => a with { Token = Case.Token(2) }, DecisionRefusals.TokenInvalid },
        { "of another digest", a => a with { Token = Case.Token() with { Digest = new('b', 32) } }, DecisionRefusals.TokenInvalid },
        { "with half a digest", a => a with { Token = Case.Token() with { Digest = Case.Digest[..16] } }, DecisionRefusals.TokenInvalid },
        { "of a future revision", a => a with { Token = Case.Token() with { Stage = new(Case.Request, 2, 1) } }, DecisionRefusals.TokenInvalid },
        { "of a future revision whose stage is known already", Ahead, DecisionRefusals.TokenInvalid },
        { "expired this very moment", a => a with { Token = Case.Token() with { ExpiresAt = a.Now } }, DecisionRefusals.TokenInvalid },
        { "on a message that is not ours", a => a with { IsFromOurCard = false }, DecisionRefusals.WrongMessage },
        { "of an old revision", a => a with { Request = a.Request! with { Request = a.Request.Request with { Revision = 2 } } }, DecisionRefusals.Superseded },
    };

    private static DecisionAttempt Ahead(DecisionAttempt attempt)
    {
        var ahead = new StageKey(Case.Request, 2, 1);
        return attempt with { Token = Case.Token() with { Stage = ahead }, Stages = [Case.Stage(1) with { Key = ahead }] };
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public void SL10_SL11_a_token_counts_only_for_what_it_was_made_for(string what, Func<DecisionAttempt, DecisionAttempt> change, string code)
    {
        var refusal = DecisionRules.Check(change(Case.Attempt(Case.Ada)));

        Assert.True(refusal?.Code == code, $"{what}: {refusal?.Code}");
    }

    [Fact]
    public void SL10_a_card_of_a_stage_that_was_escalated_points_to_the_next()
    {
        var refusal = DecisionRules.Check(Case.Attempt(Case.Ada) with { Stages = [Case.Stage(1, StageStatus.Escalated), Case.Stage(2)] })!;

        Assert.Equal(DecisionRefusals.Superseded, refusal.Code);
        Assert.Equal("Nobody decided in time, so the next stage is being asked.", refusal.Message);
    }

    [Fact]
    public void SL12_a_second_click_is_answered_with_the_first()
    {
        var refusal = DecisionRules.Check(Case.Attempt(Case.Ada, Verdict.Deny) with { Decisions = [Case.Decide(Case.Ada)] })!;

        Assert.Equal(new(DecisionRefusals.AlreadyDecided, "You approved this at 10:03:12.", refusal.WhoCan), refusal);
    }

    [Fact]
    public void SL12_also_under_another_id()
    {
        var identities = new IdentityGraph([KeyValuePair.Create(Case.Ada, (IReadOnlyList<PersonId>)[Case.Ben])]);

        var refusal = DecisionRules.Check(Case.Attempt(Case.Ben) with { Decisions = [Case.Decide(Case.Ada)], Identities = identities })!;

        Assert.Equal("You (as ada) approved this at 10:03:12.", refusal.Message);
    }

    [Fact]
    public void SL13_after_a_denial_the_others_learn_who_denied_and_when()
    {
        var attempt = Case.Attempt(Case.Ada) with
        {
            Stages = [Case.Stage(1, StageStatus.Denied)], Decisions = [Case.Decide(Case.Ben, Verdict.Deny)], Request = Case.Stored(RequestState.Denied),
        };

        var refusal = DecisionRules.Check(attempt)!;

        Assert.Equal(DecisionRefusals.Closed, refusal.Code);
        Assert.Equal("Denied by ben at 10:03:12.", refusal.Message);
    }

    [Theory]
    [InlineData(StageStatus.Escalated, RequestState.Expired, "Nobody decided in time; the request was refused.")]
    [InlineData(StageStatus.Withdrawn, RequestState.Withdrawn, "The agent withdrew the request.")]
    [InlineData(StageStatus.Open, RequestState.Executing, "The request is being executed.")]
    [InlineData(StageStatus.Skipped, RequestState.Deciding, "This stage was passed, and the next one is being asked.")]
    public void SL14_a_late_click_is_told_how_it_ended(StageStatus status, RequestState state, string message)
    {
        var refusal = DecisionRules.Check(Case.Attempt(Case.Ada) with { Stages = [Case.Stage(1, status)], Request = Case.Stored(state) })!;

        Assert.Equal(DecisionRefusals.Closed, refusal.Code);
        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void A_click_that_comes_too_late_is_told_how_it_ended_in_the_words_that_were_agreed()
    {
        var text = new System.Text.StringBuilder();

        foreach (var state in Enum.GetValues<RequestState>())
        {
            foreach (var status in Enum.GetValues<StageStatus>()) text.Append($"{state} {status}: {DecisionRules.StageClosed(status, null, state).Message}\n");
        }

        foreach (var verdict in Enum.GetValues<Verdict>()) text.Append($"{DecisionRules.StageClosed(StageStatus.Denied, Case.Decide(Case.Ada, verdict), RequestState.Deciding).Message} {DecisionRules.AlreadyDecided(Case.Decide(Case.Ada, verdict), Case.Ada).Message} {DecisionRules.AlreadyDecided(Case.Decide(Case.Ada, verdict), Case.Ben).Message}\n");
        Governance.Golden.Golden.Holds("closed", text.ToString());
    }

    [Theory]
    [InlineData("unknown", Verdict.Deny, false)]
    [InlineData("before", Verdict.Approve, false)]
    [InlineData("before", Verdict.Deny, true)]
    public void A_reason_by_its_id_is_one_of_the_catalogs_and_for_denying_only(string code, Verdict verdict, bool isTaken)
    {
        var attempt = Case.Attempt(Case.Ada, verdict) with { Reason = "", ReasonCode = code, DenyReasons = new Dictionary<string, string> { ["before"] = "It was refunded before" } };

        var refusal = DecisionRules.Check(attempt);

        Assert.Equal(isTaken ? null : "The catalog has no such reason to deny this. Choose one of its list, or write your own.", refusal?.Message);
    }

    [Fact]
    public void A_click_on_a_message_that_is_not_our_card_and_one_for_another_request_are_told_so()
    {
        Assert.Equal(DecisionRefusals.WrongMessage, DecisionRules.Check(Case.Attempt(Case.Ada) with { IsFromOurCard = false })!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(Case.Attempt(Case.Ada) with { Token = Case.Token() with { Stage = new(new("req_01h0000000000000000000000b"), 1, 1) } })!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(Case.Attempt(Case.Ada) with { Token = Case.Token() with { ExpiresAt = Case.Now } })!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(Case.Attempt(Case.Ada) with { Token = Case.Token() with { Digest = new('b', 32) } })!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(Case.Attempt(Case.Ada) with { Token = Case.Token() with { Digest = Case.Digest[..31] } })!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(Case.Attempt(Case.Ada) with { Token = Case.Token() with { Stage = new(Case.Request, 2, 1) } })!.Code);
    }

    [Fact]
    public void Every_state_but_deciding_refuses_with_a_sentence()
    {
        foreach (var state in Enum.GetValues<RequestState>().Where(s => s != RequestState.Deciding))
        {
            var refusal = DecisionRules.Check(Case.Attempt(Case.Ada) with { Request = Case.Stored(state) })!;

            Assert.Equal(DecisionRefusals.Closed, refusal.Code);
            Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_denial_says_why(string reason) =>
        Assert.Equal(DecisionRefusals.ReasonRequired, DecisionRules.Check(Case.Attempt(Case.Ada, Verdict.Deny) with { Reason = reason })!.Code);

    [Fact]
    public void A_reason_has_at_most_a_thousand_characters_and_nothing_hidden()
    {
        Assert.Null(DecisionRules.Check(Case.Attempt(Case.Ada) with { Reason = new('x', 1_000) }));
        Assert.Equal(DecisionRefusals.ReasonRequired, DecisionRules.Check(Case.Attempt(Case.Ada) with { Reason = new('x', 1_001) })!.Code);
        Assert.Contains("U+202E at 2", DecisionRules.Check(Case.Attempt(Case.Ada) with { Reason = "ok\u202E" })!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_being_able_to_find_out_is_neither_yes_nor_no()
    {
        var refusal = DecisionRules.Check(Case.Attempt(Case.Ada) with { Role = null })!;

        Assert.Equal(DecisionRefusals.Undetermined, refusal.Code);
    }

    [Fact]
    public void Somebody_without_authority_learns_nothing_of_how_it_ended()
    {
        var attempt = Case.Attempt(Case.Chidi) with { Stages = [Case.Stage(1, StageStatus.Denied)], Decisions = [Case.Decide(Case.Ben, Verdict.Deny)] };

        Assert.Equal(DecisionRefusals.NotAllowed, DecisionRules.Check(attempt)!.Code);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_refusal_says_what_to_do(string words, Func<DecisionAttempt, DecisionAttempt> change) => Assert.Equal(words, DecisionRules.Check(change(Case.Attempt(Case.Ada)))?.Message);

    public static TheoryData<string, Func<DecisionAttempt, DecisionAttempt>> Words => new()
    {
        { "This button is not on the card we sent. Use the card in your direct messages, or the console.", a => a with { IsFromOurCard = false } },
        { "The request was changed after this card was sent. Decide on its current card.", a => a with { Request = a.Request! with { Request = a.Request.Request with { Revision = 2 } } } },
        { "This button is not valid (it was changed, has expired or belongs to something else). Open the request in the console.", a => a with { Token = null } },
        { "We cannot find out just now who may decide this. Nothing was decided; try again in a minute.", a => a with { Role = null } },
        { "Say why you deny this; the agent is told your reason.", a => a with { Verdict = Verdict.Deny, Reason = "" } },
        { "The reason has 1001 characters; at most 1000 are kept.", a => a with { Reason = new('x', 1_001) } },
        { "The reason has a character that cannot be shown safely: U+202E at 0. Remove it.", a => a with { Reason = "\u202E" } },
        { "Approved by ben at 10:03:12.", a => a with { Stages = [Case.Stage(1, StageStatus.Approved)], Decisions = [Elsewhere, Case.Decide(Case.Ben)], Request = Case.Stored(RequestState.Approved) } },
        { "Denied by ben at 10:03:12.", a => a with { Stages = [Case.Stage(1, StageStatus.Denied)], Decisions = [Case.Decide(Case.Ben, Verdict.Deny), Elsewhere], Request = Case.Stored(RequestState.Denied) } },
        { "This stage has ended.", a => a with { Stages = [Case.Stage(1, StageStatus.Withdrawn)] } },
        { "The request is 99.", a => a with { Request = Case.Stored((RequestState)99) } },
    };

    // Somebody else's decision of another stage and another verdict says nothing about this one.
    private static Decision Elsewhere => Case.Decide(Case.Chidi, Verdict.Deny, 2);

    [Fact]
    public void The_first_thing_that_is_wrong_is_the_one_told()
    {
        var closed = Case.Attempt(Case.Ada, Verdict.Deny) with { Reason = "", Stages = [Case.Stage(1, StageStatus.Withdrawn)], Token = Case.Token() with { ExpiresAt = Case.Now }, Request = Case.Stored(RequestState.Withdrawn) };

        Assert.Equal(DecisionRefusals.AlreadyDecided, DecisionRules.Check(closed with { Decisions = [Case.Decide(Case.Ada)], Role = Case.ApproverRole with { Members = [Case.Ben] } })!.Code);
        Assert.Equal(DecisionRefusals.Closed, DecisionRules.Check(closed)!.Code);
        Assert.Equal(DecisionRefusals.TokenInvalid, DecisionRules.Check(closed with { Stages = [Case.Stage(1)], Request = Case.Stored() })!.Code);
        Assert.Equal(DecisionRefusals.ReasonRequired, DecisionRules.Check(closed with { Stages = [Case.Stage(1)], Request = Case.Stored(), Token = Case.Token() })!.Code);
    }

    [Theory]
    [InlineData(1, StageStatus.Open, DecisionRefusals.Closed)]
    [InlineData(2, StageStatus.Escalated, DecisionRefusals.Closed)]
    [InlineData(2, StageStatus.Open, DecisionRefusals.Superseded)]
    public void A_stage_is_overtaken_only_by_a_later_one_that_is_open(int ordinal, StageStatus status, string code)
    {
        var other = Case.Stage(ordinal, status) with { Key = new(Case.Request, ordinal == 1 ? 0 : 1, ordinal) };

        Assert.Equal(code, DecisionRules.Check(Case.Attempt(Case.Ada) with { Stages = [Case.Stage(1, StageStatus.Escalated), other] })!.Code);
    }

    [Fact]
    public void Nobody_else_who_could_decide_leaves_no_names()
    {
        var refusal = DecisionRules.Check(Case.Attempt(Case.Chidi) with { Stages = [Case.Stage(1, StageStatus.Open, Case.Ada)], Role = Case.ApproverRole with { Members = [Case.Dana], Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>>() } })!;

        Assert.Equal("Only members of approver and their coverage may decide this.", refusal.Message);
        Assert.Empty(refusal.WhoCan);
    }

    [Fact]
    public void A_standing_needs_a_stage() => Assert.Null(DecisionRules.Standing(Case.Attempt(Case.Ada) with { Token = Case.Token(2) }));

    [Fact]
    public void Nothing_typed_is_an_empty_text_and_not_a_word_of_ours()
    {
        var attempt = new DecisionAttempt { Person = Case.Ada, Verdict = Verdict.Approve, Token = null, Request = null, Stages = [], Decisions = [], Role = null, Now = Case.Now };
        var decision = new Decision { Stage = new(Case.Request, 1, 1), Person = Case.Ada, Verdict = Verdict.Approve, Door = Door.Slack, Digest = Case.Digest, At = Case.Now };

        Assert.Equal(("", "", ""), (attempt.Reason, decision.Reason, decision.Mac));
    }
}
