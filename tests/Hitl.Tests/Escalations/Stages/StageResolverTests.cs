using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Stages;

public sealed class StageResolverTests
{
    [Fact]
    public void Members_who_are_there_are_asked_in_their_own_right()
    {
        var people = StageResolver.Resolve(Case.ApproverRole, [], [], Case.Now, includeCoverage: false);

        Assert.Equal([new(Case.Ada, null, "is a member of approver"), new(Case.Ben, null, "is a member of approver")], people.Asked);
        Assert.Empty(people.PassedOver);
    }

    [Fact]
    public void An_absent_member_is_replaced_at_once()
    {
        var people = StageResolver.Resolve(Case.ApproverRole, [Away(Case.Ada)], [], Case.Now, includeCoverage: false);

        Assert.Equal([new(Case.Ben, null, "is a member of approver"), new(Case.Emil, Case.Ada, "covers for ada, who is away (leave)")], people.Asked);
        Assert.Equal([new(Case.Ada, "is away (leave)")], people.PassedOver);
    }

    [Fact]
    public void Silence_brings_coverage_in_beside_the_member()
    {
        var people = StageResolver.Resolve(Case.ApproverRole, [], [], Case.Now, includeCoverage: true);

        Assert.Equal([Case.Ada, Case.Ben, Case.Emil], people.Asked.Select(a => a.Person));
        Assert.Equal("covers for ada, who has not answered", people.Asked[2].Why);
    }

    [Fact]
    public void Nobody_decides_in_the_name_of_somebody_in_conflict()
    {
        var people = StageResolver.Resolve(Case.ApproverRole, [Away(Case.Ada)], [Case.Ada, Case.Ben], Case.Now, includeCoverage: true);

        Assert.Empty(people.Asked);
        Assert.Equal(2, people.PassedOver.Count);
    }

    [Fact]
    public void A_cover_who_is_away_is_replaced_by_their_own_coverage()
    {
        var role = Case.ApproverRole with
        {
            Members = [Case.Ada],
            Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Case.Ada] = [Case.Emil], [Case.Emil] = [Case.Ada, Case.Chidi] },
        };

        var people = StageResolver.Resolve(role, [Away(Case.Ada), Away(Case.Emil)], [], Case.Now, includeCoverage: false);

        Assert.Equal([new(Case.Chidi, Case.Ada, "covers for ada, who is away (leave)")], people.Asked);
    }

    [Fact]
    public void Coverage_is_followed_only_so_far_and_never_in_a_circle()
    {
        PersonId P(int n) => new($"c{n}");
        RoleDefinition Chain(int length) => Case.ApproverRole with
        {
            Members = [P(0)], Coverage = Enumerable.Range(0, length).ToDictionary(n => P(n), n => (IReadOnlyList<PersonId>)[P(0), P(n + 1)]),
        };
        IReadOnlyList<Absence> Gone(int length) => [.. Enumerable.Range(0, length).Select(n => Away(P(n)))];

        var within = StageResolver.Resolve(Chain(StageResolver.MaxChain), Gone(StageResolver.MaxChain), [], Case.Now, includeCoverage: false);
        var beyond = StageResolver.Resolve(Chain(StageResolver.MaxChain + 1), Gone(StageResolver.MaxChain + 1), [], Case.Now, includeCoverage: false);

        Assert.Equal([P(StageResolver.MaxChain)], within.Asked.Select(asked => asked.Person));
        Assert.Empty(beyond.Asked);
    }

    [Fact]
    public void Who_is_passed_over_is_told_why()
    {
        var people = StageResolver.Resolve(Case.ApproverRole, [], [Case.Ben], Case.Now, includeCoverage: false);

        Assert.Equal([new(Case.Ben, "has a conflict of interest in this request")], people.PassedOver);
    }

    [Fact]
    public void An_absence_begins_inclusive_and_ends_exclusive()
    {
        var absence = new Absence(Case.Ada, Case.Now, Case.Now.AddDays(1), "leave");

        Assert.True(absence.Covers(Case.Now));
        Assert.False(absence.Covers(Case.Now.AddTicks(-1)));
        Assert.False(absence.Covers(Case.Now.AddDays(1)));
    }

    [Fact]
    public void Whatever_the_role_nobody_absent_or_in_conflict_is_asked_and_nobody_twice()
    {
        var random = new Random(11);
        for (var i = 0; i < Effort.Of(20_000); i++)
        {
            var (role, absences, conflicted) = RandomStage(random);

            var people = StageResolver.Resolve(role, absences, conflicted, Case.Now, includeCoverage: random.Next(2) == 0);

            var asked = people.Asked.Select(a => a.Person).ToList();
            Assert.DoesNotContain(asked, p => conflicted.Contains(p) || absences.Any(a => a.Person == p && a.Covers(Case.Now)));
            Assert.Equal(asked.Count, asked.Distinct().Count());
            Assert.All(people.Asked, a => Assert.True(a.CoversFor is null ? role.Members.Contains(a.Person) : role.Members.Contains(a.CoversFor.Value) && !role.Members.Contains(a.Person)));
            Assert.All(people.Asked, a => Assert.False(a.CoversFor is { } member && conflicted.Contains(member)));
            Assert.All(role.Members, m => Assert.True(asked.Contains(m) || people.PassedOver.Any(p => p.Person == m)));
            if (role.Members.All(conflicted.Contains)) Assert.Empty(asked);
        }
    }

    private static (RoleDefinition Role, IReadOnlyList<Absence> Absences, IReadOnlyList<PersonId> Conflicted) RandomStage(Random random)
    {
        var people = Enumerable.Range(0, 7).Select(n => new PersonId($"p{n}")).ToArray();
        var coverage = people.Where(_ => random.Next(2) == 0).ToDictionary(p => p, _ => (IReadOnlyList<PersonId>)Some(people, random, 3));
        return (
            new(Case.Approver, [.. Some(people, random, 4).Distinct()], coverage, Some(people, random, 2)),
            [.. Some(people, random, 4).Select(p => new Absence(p, Case.Now.AddHours(random.Next(-2, 2)), Case.Now.AddHours(random.Next(-1, 3)), "leave"))],
            Some(people, random, 3));
    }

    private static PersonId[] Some(PersonId[] people, Random random, int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => people[random.Next(people.Length)])];

    private static Absence Away(PersonId person) => new(person, Case.Now.AddDays(-1), Case.Now.AddDays(1), "leave");
}
