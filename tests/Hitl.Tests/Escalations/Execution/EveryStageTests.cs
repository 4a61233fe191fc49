using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Execution;

/// <summary>Where every stage must approve, as for a change of the catalog: each of them, and each by another human.</summary>
public sealed class EveryStageTests
{
    private static readonly ConsentRecord Consent = Case.Consent with { Path = Case.Path with { NeedsEveryStage = true } };
    private static readonly string Digest = ConsentDigest.Of(Consent);

    private static ApprovalEvidence Evidence => Case.Evidence() with
    {
        Consent = Consent, StoredDigest = Digest, Stages = [Case.Stage(1, StageStatus.Approved), Case.Stage(2, StageStatus.Approved)],
        Decisions = [Decide(Case.Ada, 1), Decide(Case.Ben, 1), Decide(Case.Chidi, 2)],
    };

    [Fact]
    public void All_who_approved_are_named_stage_by_stage() => Assert.Equal([Case.Ada, Case.Ben, Case.Chidi], Check(Evidence).Approvers);

    [Fact]
    public void One_stage_is_not_enough()
    {
        var first = Check(Evidence with { Stages = [Case.Stage(1, StageStatus.Approved)] });
        var open = Check(Evidence with { Stages = [Case.Stage(1, StageStatus.Approved), Case.Stage(2)] });
        var second = Check(Evidence with { Stages = [Case.Stage(1, StageStatus.Escalated), Case.Stage(2, StageStatus.Approved)] });
        var other = Check(Evidence with { Stages = [Case.Stage(1, StageStatus.Approved), Case.Stage(2, StageStatus.Approved) with { Key = new(Case.Request, 2, 2) }] });

        Assert.Equal("Stage 2 (second) has not approved, and every stage must.", first.Refusal);
        Assert.Equal(first, open);
        Assert.Equal("Stage 1 (first) has not approved, and every stage must.", second.Refusal);
        Assert.Equal(first, other);
    }

    [Fact]
    public void A_stage_whose_quorum_does_not_count_stops_it()
    {
        var finding = Check(Evidence with { Decisions = [Decide(Case.Ada, 1), Decide(Case.Chidi, 2)] });

        Assert.Equal("1 of 2 approvals count in stage first.", finding.Refusal);
    }

    [Fact]
    public void The_first_doubt_is_the_one_told()
    {
        var finding = Check(Evidence with { Decisions = [Decide(Case.Ada, 1) with { Mac = "x" }, Decide(Case.Ben, 1, new('b', 64)), Decide(Case.Chidi, 2)] });

        Assert.Equal("0 of 2 approvals count in stage first: the decision of ada was not signed by the gateway.", finding.Refusal);
    }

    [Fact]
    public void One_human_cannot_be_two_voices()
    {
        var roles = new Dictionary<RoleId, RoleDefinition> { [Case.Approver] = Case.ApproverRole, [Case.Lead] = Case.LeadRole with { Members = [Case.Ada, Case.Chidi] } };

        var same = Check(Evidence with { Roles = roles, Stages = [Case.Stage(1, StageStatus.Approved), Case.Stage(2, StageStatus.Approved, Case.Ada)], Decisions = [Decide(Case.Ada, 1), Decide(Case.Ben, 1), Decide(Case.Ada, 2)] });
        var alias = Check(Evidence with { Identities = new([KeyValuePair.Create(Case.Chidi, (IReadOnlyList<PersonId>)[Case.Ben])]) });

        Assert.Equal("One human approved in two stages, and every stage needs another one.", same.Refusal);
        Assert.Equal(same.Refusal, alias.Refusal);
        Assert.Empty(same.Approvers);
    }

    [Fact]
    public void Who_agreed_in_one_stage_is_told_so_in_the_next()
    {
        var stored = Case.Stored() with { Digest = Digest, Evaluation = Case.Stored().Evaluation! with { Consent = Consent } };
        var attempt = Case.Attempt(Case.Ada) with
        {
            Request = stored, Token = new(new(Case.Request, 1, 2), Digest[..Hitl.Escalations.Cards.CardToken.DigestLength], Case.Now.AddMinutes(5)), Role = Case.LeadRole with { Members = [Case.Ada, Case.Chidi] },
            Stages = [Case.Stage(1, StageStatus.Approved), Case.Stage(2)], Decisions = [Decide(Case.Ada, 1)],
        };

        Assert.Equal("You approved this at 10:03:12.", DecisionRules.Check(attempt)!.Message);
        Assert.Null(DecisionRules.Check(attempt with { Person = Case.Chidi }));
        // Where the first stage that decides settles it, an earlier voice in another stage is none in this one.
        var path = stored with { Digest = Case.Digest, Evaluation = stored.Evaluation! with { Consent = Case.Consent } };
        Assert.NotEqual(DecisionRefusals.AlreadyDecided, DecisionRules.Check(attempt with { Request = path, Token = Case.Token(2) })?.Code);
    }

    private static ApprovalFinding Check(ApprovalEvidence evidence) => ApprovalCheck.Check(evidence, Case.Keys, Case.Now);

    private static Decision Decide(PersonId person, int ordinal, string? digest = null) =>
        DecisionMac.Sign(Case.Decide(person, Verdict.Approve, ordinal) with { Digest = digest ?? Digest }, Case.Keys);
}
