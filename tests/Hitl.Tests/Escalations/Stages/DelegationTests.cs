using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

/// <summary>Who a member may hand their part to, and in whose name the other then decides.</summary>
public sealed class DelegationTests
{
    private static readonly PersonId Farah = new("farah");

    private static readonly RoleDefinition Role = new(
        Case.Approver, [Case.Ada, Case.Ben, Case.Chidi], new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Case.Ada] = [Case.Emil] }, [Farah]);

    private static StageRecord Asked => Case.Stage(1, StageStatus.Open, Case.Ada);

    [Fact]
    public void Coverage_comes_first_then_the_fallback_then_other_members() => Assert.Equal([Case.Emil, Farah, Case.Ben, Case.Chidi], Eligible());

    [Fact]
    public void A_member_without_coverage_hands_to_the_fallback() =>
        Assert.Equal([Farah, Case.Ada, Case.Chidi], Delegation.Eligible(Case.Ben, Case.Stage(1, StageStatus.Open, Case.Ben), Role, [], [], IdentityGraph.None, Case.Now));

    [Fact]
    public void Nobody_in_conflict_asked_already_or_away_is_eligible()
    {
        Assert.Equal([Farah, Case.Ben, Case.Chidi], Eligible(conflicted: [Case.Emil]));
        Assert.Equal([Case.Emil, Farah, Case.Chidi], Eligible(stage: Case.Stage(1, StageStatus.Open, Case.Ada, Case.Ben)));
        Assert.Equal([Case.Emil, Case.Ben, Case.Chidi], Eligible(absences: [new(Farah, Case.Now.AddDays(-1), Case.Now.AddDays(1), "leave"), new(Case.Ben, Case.Now.AddDays(1), Case.Now.AddDays(2), "leave")]));
    }

    [Fact]
    public void Another_id_of_who_hands_over_of_the_member_or_of_somebody_asked_is_not_somebody_else()
    {
        Assert.Equal([Case.Emil, Farah, Case.Chidi], Eligible(identities: Same(Case.Ben, Case.Ada)));
        Assert.Equal([Case.Emil, Farah, Case.Ben], Eligible(stage: Case.Stage(1, StageStatus.Open, Case.Ada, Case.Dana), identities: Same(Case.Chidi, Case.Dana)));
        Assert.Equal([Case.Emil, Case.Ben, Case.Chidi], Eligible(conflicted: [Case.Dana], identities: Same(Farah, Case.Dana)));
        var covering = Case.Stage(1, StageStatus.Open, Case.Emil);
        Assert.Equal([Farah, Case.Chidi], Delegation.Eligible(Case.Emil, covering, Role, [], [], Same(Case.Ben, Case.Ada), Case.Now));
    }

    [Fact]
    public void A_member_decides_in_their_own_right_and_everybody_else_in_the_name_of_whose_part_it_is()
    {
        var member = Hand(Case.Ada, Case.Ben, Asked);
        var other = Hand(Case.Ada, Farah, Asked);
        var again = Hand(Case.Emil, Farah, Case.Stage(1, StageStatus.Open, Case.Ben, Case.Emil));

        Assert.Equal(new(Case.Ben, null, "was handed this by ada"), member);
        Assert.Equal(new(Farah, Case.Ada, "was handed this by ada"), other);
        Assert.Equal(new(Farah, Case.Ada, "was handed this by emil"), again);
        Assert.Null(Hand(Case.Ada, Case.Dana, Asked));
    }

    [Fact]
    public void Whoever_was_not_asked_hands_on_a_part_of_their_own()
    {
        var stage = Case.Stage(1, StageStatus.Open, Case.Ben);

        Assert.Equal(new(Case.Emil, Case.Ada, "was handed this by ada"), Hand(Case.Ada, Case.Emil, stage));
        Assert.Equal([Case.Emil, Farah, Case.Chidi], Eligible(stage));
    }

    [Fact]
    public void After_five_hand_overs_there_is_no_sixth()
    {
        StageRecord Handed(int times) => Asked with { Asked = [.. Asked.Asked, .. Enumerable.Range(0, times).Select(n => new AskedPerson(new($"p{n}"), null, "was handed this by ada")), new(new("q"), null, "is a member of approver")] };

        Assert.NotNull(Hand(Case.Ada, Case.Ben, Handed(4)));
        Assert.Null(Hand(Case.Ada, Case.Ben, Handed(5)));
        Assert.Null(Hand(Case.Ada, Case.Ben, Handed(6)));
    }

    private static AskedPerson? Hand(PersonId from, PersonId to, StageRecord stage) => Delegation.Hand(from, to, stage, Role, [], [], IdentityGraph.None, Case.Now);

    private static IReadOnlyList<PersonId> Eligible(
        StageRecord? stage = null, IReadOnlyList<Absence>? absences = null, IReadOnlyCollection<PersonId>? conflicted = null, IdentityGraph? identities = null) =>
        Delegation.Eligible(Case.Ada, stage ?? Asked, Role, absences ?? [], conflicted ?? [], identities ?? IdentityGraph.None, Case.Now);

    private static IdentityGraph Same(PersonId one, PersonId other) => new([KeyValuePair.Create(one, (IReadOnlyList<PersonId>)[other])]);
}
