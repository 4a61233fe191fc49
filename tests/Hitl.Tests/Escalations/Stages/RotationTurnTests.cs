using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

/// <summary>Who is asked where members take turns: whose turn it is, then whose is next, and the others only when too few are there.</summary>
public sealed class RotationTurnTests
{
    private static readonly PersonId Farah = new("farah");

    // Ada is on duty, then ben, then chidi.
    private static readonly RoleDefinition Role = new(Case.Approver, [Case.Ada, Case.Ben, Case.Chidi], new Dictionary<PersonId, IReadOnlyList<PersonId>>(), [Farah]) { Resting = [Case.Ben, Case.Chidi] };

    [Fact]
    public void Only_whoever_is_on_duty_is_asked_and_the_others_are_told_why_not()
    {
        var people = Ask(Role);

        Assert.Equal([new(Case.Ada, null, "is a member of approver")], people.Asked);
        Assert.Equal([new(Case.Ben, "is not on duty in the rotation"), new(Case.Chidi, "is not on duty in the rotation")], people.PassedOver);
    }

    [Fact]
    public void Whose_turn_is_next_stands_in_for_an_absent_member_in_their_own_right()
    {
        var people = Ask(Role, Away(Case.Ada));

        Assert.Equal([new(Case.Ben, null, "is next in the rotation after ada, who is away (leave)")], people.Asked);
        Assert.Equal([new(Case.Ada, "is away (leave)"), new(Case.Chidi, "is not on duty in the rotation")], people.PassedOver);
    }

    [Fact]
    public void Silence_brings_the_next_turn_in_beside_the_member()
    {
        var people = Ask(Role, includeCoverage: true);

        Assert.Equal([new(Case.Ada, null, "is a member of approver"), new(Case.Ben, null, "is next in the rotation after ada, who has not answered")], people.Asked);
    }

    [Fact]
    public void The_next_turn_passes_over_whoever_is_away_in_conflict_or_asked_already()
    {
        Assert.Equal([Case.Chidi], Persons(Ask(Role, Away(Case.Ada, Case.Ben))));
        Assert.Equal([Case.Chidi], Persons(Ask(Role, Away(Case.Ada), conflicted: [Case.Ben])));
        Assert.Equal([Case.Ada, Case.Ben, Case.Chidi], Persons(Ask(Role, atLeast: 3)));
    }

    [Fact]
    public void When_every_turn_is_gone_the_fallback_covers_for_whoever_is_on_duty()
    {
        var people = Ask(Role, Away(Case.Ada, Case.Ben, Case.Chidi));

        Assert.Equal([new(Farah, Case.Ada, "covers for ada, who is away (leave)")], people.Asked);
        Assert.Equal([Case.Ada, Case.Ben, Case.Chidi], people.PassedOver.Select(passed => passed.Person));
    }

    [Fact]
    public void Coverage_that_is_named_for_the_member_comes_before_the_next_turn()
    {
        var named = Role with { Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Case.Ada] = [Case.Emil] } };

        Assert.Equal([new(Case.Emil, Case.Ada, "covers for ada, who is away (leave)")], Ask(named, Away(Case.Ada)).Asked);
    }

    [Fact]
    public void A_resting_member_who_is_named_as_coverage_decides_in_their_own_right()
    {
        var named = Role with { Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Case.Ada] = [Case.Chidi] } };

        Assert.Equal([new(Case.Chidi, null, "covers for ada, who is away (leave)")], Ask(named, Away(Case.Ada)).Asked);
    }

    [Fact]
    public void Where_too_few_are_on_duty_the_next_turns_fill_up_to_what_is_needed()
    {
        var people = Ask(Role, atLeast: 2);

        Assert.Equal([new(Case.Ada, null, "is a member of approver"), new(Case.Ben, null, "is next in the rotation of approver, where too few are on duty")], people.Asked);
        Assert.Equal([new(Case.Chidi, "is not on duty in the rotation")], people.PassedOver);
        Assert.Equal([Case.Ada, Case.Ben, Case.Chidi], Persons(Ask(Role, atLeast: 4)));
        Assert.Equal([Case.Ada, Case.Chidi], Persons(Ask(Role, conflicted: [Case.Ben], atLeast: 3)));
    }

    [Fact]
    public void One_is_needed_unless_more_are_said()
    {
        var resting = Role with { Resting = Role.Members };

        Assert.Equal([Case.Ada], StageResolver.Resolve(resting, new Availability([]), [], Case.Now, includeCoverage: false).Asked.Select(one => one.Person));
        Assert.Equal([Case.Ada], StageResolver.Resolve(resting, [], [], Case.Now, includeCoverage: true).Asked.Select(one => one.Person));
    }

    [Fact]
    public void A_member_in_conflict_who_rests_is_told_of_the_conflict() =>
        Assert.Equal([new(Case.Ben, "has a conflict of interest in this request"), new(Case.Chidi, "is not on duty in the rotation")], Ask(Role, conflicted: [Case.Ben]).PassedOver);

    [Fact]
    public void Somebody_in_conflict_neither_covers_nor_passes_coverage_on()
    {
        var chain = Role with
        {
            Members = [Case.Ada], Resting = [], Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Case.Ada] = [Case.Ben, Farah], [Case.Ben] = [Case.Emil] },
        };

        Assert.Equal([Farah], Persons(Ask(chain, Away(Case.Ada), conflicted: [Case.Ben])));
        Assert.Empty(Persons(Ask(chain, Away(Case.Ada, Case.Ben, Farah), conflicted: [Case.Emil])));
        Assert.Equal([Case.Emil], Persons(Ask(chain, Away(Case.Ada, Case.Ben, Farah))));
    }

    [Fact]
    public void Whoever_covers_already_is_not_asked_for_another_member_too()
    {
        var shared = Role with { Resting = [], Fallback = [Farah, Case.Emil] };

        Assert.Equal(
            [new(Farah, Case.Ada, "covers for ada, who is away (leave)"), new(Case.Emil, Case.Ben, "covers for ben, who is away (leave)")],
            Ask(shared, Away(Case.Ada, Case.Ben, Case.Chidi)).Asked);
    }

    private static StagePeople Ask(RoleDefinition role, IReadOnlyList<Absence>? absences = null, IReadOnlyCollection<PersonId>? conflicted = null, bool includeCoverage = false, int atLeast = 1) =>
        StageResolver.Resolve(role, new Availability(absences ?? []), conflicted ?? [], Case.Now, includeCoverage, atLeast);

    private static IEnumerable<PersonId> Persons(StagePeople people) => people.Asked.Select(one => one.Person);

    private static Absence[] Away(params PersonId[] people) => [.. people.Select(person => new Absence(person, Case.Now.AddDays(-1), Case.Now.AddDays(1), "leave"))];
}
