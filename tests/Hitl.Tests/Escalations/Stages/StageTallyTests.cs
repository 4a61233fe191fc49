using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

public sealed class StageTallyTests
{
    private static readonly StageDefinition Two = Case.Path.Stages[0];

    [Fact]
    public void One_approval_of_two_leaves_the_stage_open() => Assert.Equal(StageStatus.Open, StageTally.Count(Two, [Case.Decide(Case.Ada)]));

    [Fact]
    public void Distinct_approvals_fill_the_quorum() =>
        Assert.Equal(StageStatus.Approved, StageTally.Count(Two, [Case.Decide(Case.Ada), Case.Decide(Case.Ben)]));

    [Fact]
    public void The_same_person_twice_is_one() => Assert.Equal(StageStatus.Open, StageTally.Count(Two, [Case.Decide(Case.Ada), Case.Decide(Case.Ada)]));

    [Fact]
    public void One_human_under_two_ids_is_one()
    {
        var identities = new IdentityGraph([KeyValuePair.Create(Case.Ada, (IReadOnlyList<PersonId>)[Case.Ben])]);

        Assert.Equal(StageStatus.Open, StageTally.Count(Two, [Case.Decide(Case.Ada), Case.Decide(Case.Ben)], identities));
    }

    [Fact]
    public void A_denial_before_the_quorum_settles_it() =>
        Assert.Equal(StageStatus.Denied, StageTally.Count(Two, [Case.Decide(Case.Ada), Case.Decide(Case.Ben, Verdict.Deny)]));

    [Fact]
    public void Only_the_first_verdict_of_a_person_counts() =>
        Assert.Equal(StageStatus.Open, StageTally.Count(Two, [Case.Decide(Case.Ada), Case.Decide(Case.Ada, Verdict.Deny)]));

    [Fact]
    public void Silence_settles_nothing() => Assert.Equal(StageStatus.Open, StageTally.Count(Two, []));
}
