using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

/// <summary>A stage that several roles must agree to: their people as one role, and whose seat each of them fills.</summary>
public sealed class StageRolesTests
{
    private static readonly RoleId Finance = new("finance");
    private static readonly RoleId Support = new("support");
    private static readonly StageDefinition Both = Case.Path.Stages[0] with { Role = Finance, Shares = [new(Finance, 1), new(Support, 2)], Quorum = 3 };

    private static readonly Dictionary<RoleId, RoleDefinition> Roles = new()
    {
        [Finance] = new(Finance, [Case.Ada, Case.Ben], new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Case.Ada] = [Case.Emil], [Case.Ben] = [Case.Dana] }, [Case.Dana]),
        [Support] = new(Support, [Case.Ben, Case.Chidi], new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Case.Ben] = [Case.Dana, Case.Emil] }, [Case.Dana, Case.Emil]),
    };

    [Fact]
    public void Several_roles_are_one_with_everybody_in_it_once()
    {
        var role = StageRoles.Of(Both, Roles)!;

        Assert.Equal(Finance, role.Role);
        Assert.Equal([Case.Ada, Case.Ben, Case.Chidi], role.Members);
        Assert.Equal([Case.Ada, Case.Ben], role.Coverage.Keys);
        Assert.Equal([Case.Emil], role.Coverage[Case.Ada]);
        Assert.Equal([Case.Dana, Case.Emil], role.Coverage[Case.Ben]);
        Assert.Equal([Case.Dana, Case.Emil], role.Fallback);
    }

    [Fact]
    public void One_role_that_cannot_be_looked_up_makes_it_unknown_who_may_decide()
    {
        Assert.Null(StageRoles.Of(Both, new Dictionary<RoleId, RoleDefinition> { [Finance] = Roles[Finance] }));
        Assert.Null(StageRoles.Of(Both, new Dictionary<RoleId, RoleDefinition> { [Support] = Roles[Support] }));
        Assert.Null(StageRoles.Of(Case.Path.Stages[0], Roles));
    }

    [Fact]
    public void A_stage_of_one_role_has_that_role_itself()
    {
        Assert.Same(Case.ApproverRole, StageRoles.Of(Case.Path.Stages[0], Case.Roles));
        Assert.Equal([new RoleShare(Case.Approver, 2)], Case.Path.Stages[0].Seats);
        Assert.Equal(Both.Shares, Both.Seats);
    }

    [Fact]
    public void A_member_may_fill_a_seat_of_each_role_they_are_in()
    {
        Assert.Equal([Finance], Seats(Case.Ada));
        Assert.Equal([Finance, Support], Seats(Case.Ben));
        Assert.Equal([Support], Seats(Case.Chidi));
    }

    [Fact]
    public void Coverage_fills_a_seat_of_the_members_roles_that_name_it_as_coverage()
    {
        Assert.Equal([Finance], Seats(Case.Emil, Case.Ada));
        Assert.Equal([Finance, Support], Seats(Case.Dana, Case.Ben));
        Assert.Equal([Support], Seats(Case.Dana, Case.Chidi));
        Assert.Empty(Seats(new("gus"), Case.Ada));
    }

    [Fact]
    public void The_fallback_of_a_role_is_its_coverage_too()
    {
        var role = Case.ApproverRole with { Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>>(), Fallback = [Case.Emil] };

        Assert.Equal(new(StageStandingKind.Coverage, Case.Ada), StageEligibility.Of(Case.Emil, Case.Stage(1, StageStatus.Open, Case.Emil), role, [], IdentityGraph.None));
    }

    [Fact]
    public void Whoever_has_reached_the_cap_is_spared_as_long_as_just_enough_are_left()
    {
        var full = new Availability([]) { Occupied = new Dictionary<PersonId, string> { [Case.Ada] = "is busy" } };

        Assert.Equal([Case.Ben, Case.Emil], StageQuestion.Ask(Case.Path.Stages[0], Case.Roles, full, [], Case.Now, includeCoverage: false).Asked.Select(one => one.Person));
    }

    [Fact]
    public void Whoever_is_no_member_and_covers_for_nobody_fills_none()
    {
        Assert.Empty(Seats(Case.Dana));
        Assert.Empty(StageRoles.SeatsOf(Case.Dana, Case.Stage(1) with { Definition = Both }, Roles));
        Assert.Empty(StageRoles.SeatsOf(Case.Ada, Case.Stage(1) with { Definition = Both }, new Dictionary<RoleId, RoleDefinition>()));
    }

    [Fact]
    public void A_stage_is_full_when_every_role_has_its_seats()
    {
        Decision Of(PersonId person, params RoleId[] seats) => Case.Decide(person) with { Seats = seats };

        Assert.Equal(StageStatus.Approved, StageTally.Count(Both, [Of(Case.Ben, Finance, Support), Of(Case.Chidi, Support), Of(Case.Emil, Support)]));
        Assert.Equal(StageStatus.Open, StageTally.Count(Both, [Of(Case.Ada, Finance), Of(Case.Ben, Finance), Of(Case.Chidi, Support)]));
        Assert.Equal(StageStatus.Open, StageTally.Count(Both, [Of(Case.Ada, Finance), Of(Case.Chidi, Support), Case.Decide(Case.Ben)]));
    }

    [Fact]
    public void A_role_that_exists_no_more_has_nobody_to_ask()
    {
        var people = StageQuestion.Ask(Both, new Dictionary<RoleId, RoleDefinition> { [Finance] = Roles[Finance] }, new([]), [Case.Ben], Case.Now, includeCoverage: false);

        Assert.Empty(people.Asked);
        Assert.Equal([new(Case.Ben, "has a conflict of interest in this request")], people.PassedOver);
    }

    [Fact]
    public void Somebody_of_two_roles_is_asked_once_and_passed_over_once()
    {
        var everybody = StageQuestion.Ask(Both, Roles, new([]), [], Case.Now, includeCoverage: false);
        var conflict = StageQuestion.Ask(Both, Roles, new([]), [Case.Ben], Case.Now, includeCoverage: false);

        Assert.Equal([Case.Ada, Case.Ben, Case.Chidi], everybody.Asked.Select(one => one.Person));
        Assert.Empty(everybody.PassedOver);
        Assert.Equal([Case.Ada, Case.Chidi], conflict.Asked.Select(one => one.Person));
        Assert.Equal([new(Case.Ben, "has a conflict of interest in this request")], conflict.PassedOver);
    }

    [Fact]
    public void Whoever_one_role_asks_is_not_passed_over_for_another()
    {
        var resting = new Dictionary<RoleId, RoleDefinition>(Roles) { [Support] = Roles[Support] with { Resting = [Case.Ben] } };

        var people = StageQuestion.Ask(Both with { Shares = [new(Finance, 1), new(Support, 1)] }, resting, new([]), [], Case.Now, includeCoverage: false);

        Assert.Equal([Case.Ada, Case.Ben, Case.Chidi], people.Asked.Select(one => one.Person));
        Assert.Empty(people.PassedOver);
    }

    [Fact]
    public void A_stage_that_cannot_be_asked_names_whom_each_role_passed_over_once()
    {
        var people = StageQuestion.Ask(Both, Roles, new([new(Case.Chidi, Case.Now, Case.Now.AddDays(1), "leave"), new(Case.Dana, Case.Now, Case.Now.AddDays(1), "leave"), new(Case.Emil, Case.Now, Case.Now.AddDays(1), "leave")]), [Case.Ben], Case.Now, includeCoverage: false);

        Assert.Empty(people.Asked);
        Assert.Equal([new(Case.Ben, "has a conflict of interest in this request"), new(Case.Chidi, "is away (leave)")], people.PassedOver);
    }

    private static IReadOnlyList<RoleId> Seats(PersonId person, PersonId? coversFor = null) =>
        StageRoles.SeatsOf(person, Case.Stage(1) with { Definition = Both, Asked = [new(new("somebody"), Case.Chidi, "is asked"), new(person, coversFor, "is asked")] }, Roles);
}
