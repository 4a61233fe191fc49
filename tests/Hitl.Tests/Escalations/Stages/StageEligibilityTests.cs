using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

public sealed class StageEligibilityTests
{
    [Fact]
    public void A_member_of_the_live_role_may_decide_even_if_not_asked() => Assert.Equal(StageStandingKind.Member, Of(Case.Ada, Case.Stage(1, StageStatus.Open, Case.Ben)));

    [Fact]
    public void Coverage_may_decide_only_when_asked()
    {
        Assert.Equal(StageStandingKind.NotAllowed, Of(Case.Emil, Case.Stage(1)));
        Assert.Equal(StageStandingKind.Coverage, Of(Case.Emil, Case.Stage(1, StageStatus.Open, Case.Ben, Case.Emil)));
    }

    [Fact]
    public void Coverage_that_was_asked_and_then_removed_may_not_decide()
    {
        var role = Case.ApproverRole with { Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>>() };

        Assert.Equal(StageStandingKind.NotAllowed, Of(Case.Emil, Case.Stage(1, StageStatus.Open, Case.Emil), role));
    }

    [Fact]
    public void Coverage_for_somebody_in_conflict_may_not_decide()
    {
        var standing = StageEligibility.Of(Case.Emil, Case.Stage(1, StageStatus.Open, Case.Emil), Case.ApproverRole, [Case.Ada], IdentityGraph.None);

        Assert.Equal(StageStandingKind.NotAllowed, standing.Kind);
    }

    [Fact]
    public void An_alias_of_a_member_is_not_the_member()
    {
        var alias = new PersonId("ada-at-night");
        var identities = new IdentityGraph([KeyValuePair.Create(Case.Ada, (IReadOnlyList<PersonId>)[alias])]);

        Assert.Equal(StageStandingKind.NotAllowed, StageEligibility.Of(alias, Case.Stage(1), Case.ApproverRole, [], identities).Kind);
        Assert.Equal(StageStandingKind.Conflicted, StageEligibility.Of(Case.Ada, Case.Stage(1), Case.ApproverRole, [alias], identities).Kind);
    }

    [Fact]
    public void A_role_that_cannot_be_looked_up_is_no_answer_at_all()
    {
        Assert.Equal(StageStandingKind.Undetermined, StageEligibility.Of(Case.Ada, Case.Stage(1), null, [], IdentityGraph.None).Kind);
        Assert.Equal(StageStandingKind.Undetermined, Of(Case.Ada, Case.Stage(1), Case.LeadRole));
        Assert.Equal(StageStandingKind.Conflicted, StageEligibility.Of(Case.Dana, Case.Stage(1), null, [Case.Dana], IdentityGraph.None).Kind);
    }

    [Fact]
    public void Who_can_lists_members_then_asked_coverage_without_conflicts()
    {
        var stage = Case.Stage(1, StageStatus.Open, Case.Emil, Case.Chidi);

        Assert.Equal([Case.Ada, Case.Ben, Case.Emil], StageEligibility.WhoCan(stage, Case.ApproverRole, [], IdentityGraph.None));
        Assert.Equal([Case.Ada, Case.Emil], StageEligibility.WhoCan(stage, Case.ApproverRole, [Case.Ben], IdentityGraph.None));
        Assert.Empty(StageEligibility.WhoCan(stage, null, [], IdentityGraph.None));
    }

    private static StageStandingKind Of(PersonId person, StageRecord stage, RoleDefinition? role = null) =>
        StageEligibility.Of(person, stage, role ?? Case.ApproverRole, [], IdentityGraph.None).Kind;
}
