using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Execution;

/// <summary>What the last check looks at: this revision of this request, and nothing beside it.</summary>
public sealed class ApprovalOfThisRevisionTests
{
    private static readonly StageKey Before = new(Case.Request, 0, 1);
    private static readonly StageKey Elsewhere = new(new("req_01h0000000000000000000000b"), 1, 1);

    public static TheoryData<StageKey> Others => [Before, Elsewhere];

    [Theory]
    [MemberData(nameof(Others))]
    public void A_denial_or_a_withdrawal_of_something_else_stops_nothing(StageKey other)
    {
        var evidence = Case.Evidence();

        var finding = Check(evidence with
        {
            Stages = [Case.Stage(1, StageStatus.Withdrawn) with { Key = other }, .. evidence.Stages],
            Decisions = [Case.Decide(Case.Ada, Verdict.Deny) with { Stage = other }, .. evidence.Decisions],
        });

        Assert.Equal([Case.Ada, Case.Ben], finding.Approvers);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void An_approval_of_something_else_does_not_count(StageKey other)
    {
        var signed = DecisionMac.Sign(Case.Decide(Case.Ben) with { Stage = other }, Case.Keys);

        Assert.Equal("1 of 2 approvals count in stage first.", Check(Case.Evidence() with { Decisions = [Case.Decide(Case.Ada), signed] }).Refusal);
    }

    [Fact]
    public void A_stage_of_another_revision_is_not_the_one_that_approved()
    {
        var stale = Case.Stage(1, StageStatus.Approved) with { Key = Before };

        Assert.Equal("Stage 1 (first) is Open.", Check(Case.Evidence() with { Stages = [stale, Case.Stage(1)] }).Refusal);
        Assert.Equal("Stage 1 (first) was never opened.", Check(Case.Evidence() with { Stages = [stale] }).Refusal);
    }

    [Fact]
    public void A_stage_that_was_skipped_leaves_it_to_the_next()
    {
        var finding = Check(Case.Evidence() with { Stages = [Case.Stage(1, StageStatus.Skipped), Case.Stage(2, StageStatus.Approved)], Decisions = [Case.Decide(Case.Chidi, ordinal: 2)] });

        Assert.Equal([Case.Chidi], finding.Approvers);
    }

    [Fact]
    public void What_asks_nobody_runs_only_when_nobody_was_asked()
    {
        var alone = Case.Consent with { Path = null };
        var evidence = Case.Evidence() with { Consent = alone, StoredDigest = ConsentDigest.Of(alone) };

        Assert.Equal("The record asks nobody, yet people were asked.", Check(evidence with { Decisions = [Case.Decide(Case.Ada)] }).Refusal);
        Assert.Equal("The record asks nobody, yet people were asked.", Check(evidence with { Decisions = [] }).Refusal);
        Assert.Equal("The record asks nobody, yet people were asked.", Check(evidence with { Stages = [] }).Refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_stage_that_asks_for_nobody_still_needs_one_approval(int quorum)
    {
        var consent = Case.Consent with { Path = new("one", [Case.Path.Stages[0] with { Quorum = quorum }]) };
        var evidence = Case.Evidence() with { Consent = consent, StoredDigest = ConsentDigest.Of(consent), Decisions = [] };

        Assert.Equal($"0 of {quorum} approvals count in stage first.", Check(evidence).Refusal);
        Assert.True(Check(evidence with { Decisions = [DecisionMac.Sign(Case.Decide(Case.Ada) with { Digest = evidence.StoredDigest! }, Case.Keys)] }).MayRun);
    }

    public static TheoryData<string, Func<ApprovalEvidence, ApprovalEvidence>> Sentences => new()
    {
        { "What would run is not what was stored: the digests differ.", e => e with { StoredDigest = "x" } },
        { "ben denied it.", e => e with { Decisions = [Case.Decide(Case.Ben, Verdict.Deny)] } },
        { "The request was withdrawn.", e => e with { Stages = [Case.Stage(1, StageStatus.Withdrawn)] } },
        { "No stage of the path approved it.", e => e with { Stages = [Case.Stage(1, StageStatus.Escalated), Case.Stage(2, StageStatus.Skipped)] } },
        { "1 of 2 approvals count in stage first: the decision of ben was not signed by the gateway.", e => e with { Decisions = [Case.Decide(Case.Ada), Case.Decide(Case.Ben) with { Mac = "" }] } },
        { "1 of 2 approvals count in stage first: ben was shown something else.", e => e with { Decisions = [Case.Decide(Case.Ada), Sign(Case.Decide(Case.Ben) with { Digest = new('b', 64) })] } },
        { "1 of 2 approvals count in stage first: ben decided after the request had expired.", e => e with { Decisions = [Case.Decide(Case.Ada), Sign(Case.Decide(Case.Ben) with { At = e.Consent.ExpiresAt })] } },
        { "1 of 2 approvals count in stage first: ben may no longer decide for approver.", e => e with { Roles = Approvers(Case.Ada) } },
        { "0 of 2 approvals count in stage first: role approver could not be looked up.", e => e with { Roles = new Dictionary<RoleId, RoleDefinition>() } },
        { "1 of 2 approvals count in stage first: ben has a conflict of interest.", e => e with { Identities = new([KeyValuePair.Create(Case.Ben, (IReadOnlyList<PersonId>)[Case.Dana])]) } },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Why_it_may_not_run_is_a_whole_sentence(string sentence, Func<ApprovalEvidence, ApprovalEvidence> change) => Assert.Equal(sentence, Check(change(Case.Evidence())).Refusal);

    [Fact]
    public void Nothing_that_is_said_before_it_expires_is_too_late() =>
        Assert.True(Check(Case.Evidence() with { Decisions = [Case.Decide(Case.Ada), Sign(Case.Decide(Case.Ben) with { At = Case.Consent.ExpiresAt.AddMicroseconds(-1) })] }).MayRun);

    private static ApprovalFinding Check(ApprovalEvidence evidence) => ApprovalCheck.Check(evidence, Case.Keys, Case.Now);

    private static Decision Sign(Decision decision) => DecisionMac.Sign(decision, Case.Keys);

    private static Dictionary<RoleId, RoleDefinition> Approvers(params PersonId[] members) => new() { [Case.Approver] = Case.ApproverRole with { Members = members } };
}
