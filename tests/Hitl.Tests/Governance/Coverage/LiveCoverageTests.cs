using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;

namespace Hitl.Tests.Governance.Coverage;

public sealed class LiveCoverageTests
{
    private static readonly RoleId Refunds = new("refund-approver");

    [Fact]
    public void Whom_a_person_names_comes_first_where_the_catalog_admits_them()
    {
        var live = LiveCoverage.Merge(Demo.Catalog, [Note("ada", "farah")], Demo.Now);

        Assert.Equal([new PersonId("farah")], Asked(live));
    }

    [Fact]
    public void Whom_the_catalog_does_not_admit_is_never_asked_however_often_they_are_named()
    {
        var live = LiveCoverage.Merge(Demo.Catalog, [Note("ada", "gus")], Demo.Now);

        Assert.Equal([new PersonId("ben")], Asked(live));
        Assert.False(LiveCoverage.Admits(live.Roles[Refunds], new("ada"), new("gus")));
    }

    [Fact]
    public void A_cover_who_is_away_too_is_passed_on_to_the_next()
    {
        var live = LiveCoverage.Merge(Demo.Catalog, [Note("ben", null)], Demo.Now);

        Assert.Equal([new PersonId("farah")], Asked(live));
    }

    [Fact]
    public void Two_people_who_name_each_other_leave_the_stage_to_the_catalogs_next_cover()
    {
        var live = LiveCoverage.Merge(Demo.Catalog, [Note("ada", "ben"), Note("ben", "ada")], Demo.Now);

        Assert.Equal([new PersonId("farah")], Asked(live));
    }

    private static NotedAbsence Note(string person, string? cover) =>
        new(Guid.NewGuid(), new(new(person), Demo.Now.AddHours(-1), Demo.Now.AddHours(1), "away"), cover is null ? null : new PersonId(cover), "command");

    private static IEnumerable<PersonId> Asked(Hitl.Governance.Catalogs.Catalog live) =>
        StageResolver.Resolve(live.Roles[Refunds], live.Absences, [], Demo.Now, includeCoverage: false).Asked.Select(asked => asked.Person);
}
