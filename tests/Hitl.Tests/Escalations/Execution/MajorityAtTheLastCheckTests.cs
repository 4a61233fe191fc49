using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Execution;

/// <summary>Where a majority decides, a denial that does not settle the stage is a vote against; it never helps what it was against.</summary>
public sealed class MajorityAtTheLastCheckTests
{
    private static readonly StageDefinition Stage = Case.Path.Stages[0] with { ByMajority = true };
    private static readonly ConsentRecord Consent = Case.Consent with { Path = new("vote", [Stage]) };
    private static readonly string Digest = ConsentDigest.Of(Consent);

    [Fact]
    public void A_denial_is_never_counted_as_an_approval()
    {
        var finding = Check(Vote(Case.Ada, Verdict.Deny), Vote(Case.Ben));

        Assert.Equal("1 of 2 approvals count in stage first.", finding.Refusal);
        Assert.Empty(finding.Approvers);
    }

    [Fact]
    public void A_denial_does_not_stand_in_for_an_approver_who_left_the_role()
    {
        var finding = Check(Vote(Case.Ben), Vote(Case.Dana), Vote(Case.Ada, Verdict.Deny));

        Assert.Equal("1 of 2 approvals count in stage first: dana has a conflict of interest.", finding.Refusal);
    }

    [Fact]
    public void Only_those_who_approved_are_named_as_approvers() =>
        Assert.Equal([Case.Ben, Case.Chidi], Check(Vote(Case.Ada, Verdict.Deny), Vote(Case.Ben), Vote(Case.Chidi)).Approvers);

    [Fact]
    public void Whoever_denied_under_one_id_approves_under_none()
    {
        var finding = Check(new IdentityGraph([KeyValuePair.Create(Case.Ada, (IReadOnlyList<PersonId>)[Case.Chidi])]), Vote(Case.Ada, Verdict.Deny), Vote(Case.Ben), Vote(Case.Chidi));

        Assert.Equal("1 of 2 approvals count in stage first.", finding.Refusal);
    }

    [Fact]
    public void A_denial_of_another_stage_leaves_the_approvals_of_this_one()
    {
        var path = Consent with { Path = new("two", [Stage, Stage with { Name = "second" }]) };
        Decision Of(PersonId person, int ordinal, Verdict verdict) => DecisionMac.Sign(Case.Decide(person, verdict, ordinal) with { Digest = ConsentDigest.Of(path) }, Case.Keys);

        var finding = Check(IdentityGraph.None, path, Of(Case.Ada, 2, Verdict.Deny), Of(Case.Ada, 1, Verdict.Approve), Of(Case.Ben, 1, Verdict.Approve));

        Assert.Equal([Case.Ada, Case.Ben], finding.Approvers);
    }

    [Fact]
    public void Denials_of_two_stages_are_not_counted_together()
    {
        var path = Consent with { Path = new("two", [Stage, Stage with { Name = "second" }]) };
        Decision Of(PersonId person, int ordinal, Verdict verdict) => DecisionMac.Sign(Case.Decide(person, verdict, ordinal) with { Digest = ConsentDigest.Of(path) }, Case.Keys);

        var finding = Check(IdentityGraph.None, path, Of(Case.Emil, 1, Verdict.Deny), Of(Case.Ada, 2, Verdict.Deny), Of(Case.Ben, 1, Verdict.Approve), Of(Case.Chidi, 1, Verdict.Approve));

        Assert.Equal([Case.Ben, Case.Chidi], finding.Approvers);
    }

    [Fact]
    public void A_forged_vote_against_is_no_doubt_about_the_approvals() =>
        Assert.Equal("1 of 2 approvals count in stage first.", Check(Vote(Case.Ada, Verdict.Deny) with { Mac = "" }, Vote(Case.Ben)).Refusal);

    [Fact]
    public void Two_denials_of_one_human_are_one_vote()
    {
        var same = new IdentityGraph([KeyValuePair.Create(Case.Ada, (IReadOnlyList<PersonId>)[Case.Emil])]);
        Decision[] votes = [Vote(Case.Ada, Verdict.Deny), Vote(Case.Emil, Verdict.Deny), Vote(Case.Ben), Vote(Case.Chidi)];

        Assert.True(Check(same, votes).MayRun);
        Assert.Equal("ada denied it.", Check(votes).Refusal);
    }

    [Theory]
    [InlineData(0, "ada denied it.")]
    [InlineData(2, "ada denied it.")]
    [InlineData(1, null)]
    public void A_denial_of_a_stage_that_the_path_does_not_have_stops_it(int ordinal, string? refusal)
    {
        var denial = Vote(Case.Ada, Verdict.Deny) with { Stage = new(Case.Request, 1, ordinal) };

        Assert.Equal(refusal, Check(denial, Vote(Case.Ben), Vote(Case.Chidi)).Refusal);
    }

    private static ApprovalFinding Check(params Decision[] decisions) => Check(IdentityGraph.None, decisions);

    private static ApprovalFinding Check(IdentityGraph identities, params Decision[] decisions) => Check(identities, Consent, decisions);

    private static ApprovalFinding Check(IdentityGraph identities, ConsentRecord consent, params Decision[] decisions) => ApprovalCheck.Check(
        Case.Evidence() with
        {
            Consent = consent, StoredDigest = ConsentDigest.Of(consent), Stages = [Case.Stage(1, StageStatus.Approved) with { Definition = Stage }], Decisions = decisions, Identities = identities,
            Roles = new Dictionary<RoleId, RoleDefinition> { [Case.Approver] = Case.ApproverRole with { Members = [Case.Ada, Case.Ben, Case.Chidi, Case.Dana, Case.Emil] } },
        },
        Case.Keys, Case.Now);

    private static Decision Vote(PersonId person, Verdict verdict = Verdict.Approve) => DecisionMac.Sign(Case.Decide(person, verdict) with { Digest = Digest }, Case.Keys);
}
