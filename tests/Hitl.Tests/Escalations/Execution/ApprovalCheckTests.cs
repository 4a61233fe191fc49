using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Execution;

public sealed class ApprovalCheckTests
{
    [Fact]
    public void A_quorum_of_eligible_people_may_run_and_is_named()
    {
        var finding = Check(Case.Evidence());

        Assert.Null(finding.Refusal);
        Assert.Equal([Case.Ada, Case.Ben], finding.Approvers);
    }

    [Fact]
    public void A_later_stage_may_approve_what_an_earlier_one_left_undecided()
    {
        var evidence = Case.Evidence() with
        {
            Stages = [Case.Stage(1, StageStatus.Escalated), Case.Stage(2, StageStatus.Approved)],
            Decisions = [Case.Decide(Case.Ada), Case.Decide(Case.Chidi, ordinal: 2)],
        };

        Assert.Equal([Case.Chidi], Check(evidence).Approvers);
    }

    [Fact]
    public void What_the_catalog_allows_alone_runs_without_people()
    {
        var alone = Case.Consent with { Path = null };
        var evidence = Case.Evidence() with { Consent = alone, StoredDigest = ConsentDigest.Of(alone), Stages = [], Decisions = [] };

        Assert.True(Check(evidence).MayRun);
        Assert.False(Check(evidence with { Decisions = [Case.Decide(Case.Ada)] }).MayRun);
    }

    public static TheoryData<string, Func<ApprovalEvidence, ApprovalEvidence>> Doubts => new()
    {
        { "the digests differ", e => e with { StoredDigest = new('b', 64) } },
        { "the digests differ", e => e with { StoredDigest = null } },
        { "the digests differ", e => e with { Consent = e.Consent with { Amount = new(420_01, "USD") } } },
        { "The approval is too old: it was good until 2026-03-02 10:03:12Z.", e => Expired(e) },
        { "The record asks nobody, yet people were asked.", e => Alone(e) },
        { "1 of 2 approvals count in stage first.", e => e with { Decisions = [Case.Decide(Case.Ada)] } },
        { "ben denied it", e => e with { Decisions = [Case.Decide(Case.Ada), Case.Decide(Case.Ben, Verdict.Deny)] } },
        { "ben denied it", e => e with { Decisions = [.. e.Decisions, Case.Decide(Case.Ben, Verdict.Deny) with { Mac = "forged" }] } },
        { "withdrawn", e => e with { Stages = [Case.Stage(1, StageStatus.Withdrawn)] } },
        { "1 of 2", e => e with { Decisions = [Case.Decide(Case.Ada)] } },
        { "1 of 2", e => e with { Decisions = [Case.Decide(Case.Ada), Case.Decide(Case.Ada)] } },
        { "0 of 2", e => e with { Decisions = [] } },
        { "not signed by the gateway", e => e with { Decisions = [Case.Decide(Case.Ada), Case.Decide(Case.Ben) with { Mac = "" }] } },
        { "not signed by the gateway", e => e with { Decisions = [Case.Decide(Case.Ada), Case.Decide(Case.Ada) with { Person = Case.Ben }] } },
        { "shown something else", e => e with { Decisions = [Case.Decide(Case.Ada), Sign(Case.Decide(Case.Ben) with { Digest = new('b', 64) })] } },
        { "after the request had expired", e => e with { Decisions = [Case.Decide(Case.Ada), Sign(Case.Decide(Case.Ben) with { At = e.Consent.ExpiresAt })] } },
        { "may no longer decide", e => e with { Roles = With(Case.ApproverRole with { Members = [Case.Ada] }) } },
        { "could not be looked up", e => e with { Roles = new Dictionary<RoleId, RoleDefinition>() } },
        { "conflict of interest", e => e with { Identities = new([KeyValuePair.Create(Case.Ben, (IReadOnlyList<PersonId>)[Case.Dana])]) } },
        { "1 of 2", e => e with { Identities = new([KeyValuePair.Create(Case.Ben, (IReadOnlyList<PersonId>)[Case.Ada])]) } },
        { "was never opened", e => e with { Stages = [] } },
        { "is Open", e => e with { Stages = [Case.Stage(1)] } },
        { "is Denied", e => e with { Stages = [Case.Stage(1, StageStatus.Denied)] } },
        { "was never opened", e => e with { Stages = [Case.Stage(2, StageStatus.Approved)], Decisions = [Case.Decide(Case.Chidi, ordinal: 2)] } },
        { "No stage of the path", e => e with { Stages = [Case.Stage(1, StageStatus.Escalated), Case.Stage(2, StageStatus.Escalated)] } },
        { "0 of 1", e => e with { Stages = [Case.Stage(1, StageStatus.Escalated), Case.Stage(2, StageStatus.Approved)] } },
        { "was never opened", e => e with { Stages = [Case.Stage(1, StageStatus.Approved) with { Key = new(Case.Request, 2, 1) }] } },
    };

    [Theory]
    [MemberData(nameof(Doubts))]
    public void Any_doubt_stops_execution_and_is_named(string reason, Func<ApprovalEvidence, ApprovalEvidence> change)
    {
        var finding = Check(change(Case.Evidence()));

        Assert.Contains(reason, finding.Refusal ?? "nothing", StringComparison.Ordinal);
        Assert.Empty(finding.Approvers);
    }

    [Fact]
    public void A_stage_row_cannot_lower_the_quorum_that_was_approved()
    {
        var lowered = Case.Stage(1, StageStatus.Approved) with { Definition = Case.Path.Stages[0] with { Quorum = 1, Role = Case.Lead } };

        var one = Check(Case.Evidence() with { Stages = [lowered], Decisions = [Case.Decide(Case.Ada)] });
        var two = Check(Case.Evidence() with { Stages = [lowered] });

        Assert.Equal("1 of 2 approvals count in stage first.", one.Refusal);
        Assert.True(two.MayRun);
    }

    [Fact]
    public void An_approval_expires_at_its_moment()
    {
        Assert.True(ApprovalCheck.Check(Case.Evidence(), Case.Keys, Case.Consent.ExpiresAt.AddTicks(-1)).MayRun);
        Assert.False(ApprovalCheck.Check(Case.Evidence(), Case.Keys, Case.Consent.ExpiresAt).MayRun);
    }

    [Fact]
    public void Coverage_that_was_asked_counts()
    {
        var evidence = Case.Evidence() with
        {
            Stages = [Case.Stage(1, StageStatus.Approved, Case.Ben, Case.Emil)],
            Decisions = [Case.Decide(Case.Ben), Case.Decide(Case.Emil)],
        };

        Assert.Equal([Case.Ben, Case.Emil], Check(evidence).Approvers);
    }

    private static ApprovalFinding Check(ApprovalEvidence evidence) => ApprovalCheck.Check(evidence, Case.Keys, Case.Now);

    private static Decision Sign(Decision decision) => DecisionMac.Sign(decision, Case.Keys);

    private static IReadOnlyDictionary<RoleId, RoleDefinition> With(RoleDefinition role) => new Dictionary<RoleId, RoleDefinition>(Case.Roles) { [role.Role] = role };

    private static ApprovalEvidence Alone(ApprovalEvidence evidence)
    {
        var alone = evidence.Consent with { Path = null };
        return evidence with { Consent = alone, StoredDigest = ConsentDigest.Of(alone), Stages = [] };
    }

    private static ApprovalEvidence Expired(ApprovalEvidence evidence)
    {
        var expired = evidence.Consent with { ExpiresAt = Case.Now };
        return evidence with { Consent = expired, StoredDigest = ConsentDigest.Of(expired) };
    }
}
