using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Hitl.Tests.Workflows.Memory;

namespace Hitl.Tests.Governance.Coverage;

/// <summary>What stages are opened with is the active catalog and everything noted beside it, as of now.</summary>
public sealed class LiveCoverageNowTests
{
    private static readonly PersonId Ada = new("ada");
    private static readonly PersonId Ben = new("ben");
    private static readonly PersonId Farah = new("farah");
    private static readonly RoleId Refunds = new("refund-approver");

    private readonly MemoryCatalogs _catalogs = new(Demo.Catalog);
    private readonly MemoryAbsences _absences = new();

    [Fact]
    public async Task Without_an_active_catalog_nobody_can_be_asked()
    {
        _catalogs.Active = null;

        Assert.Null(await NowAsync());
    }

    [Fact]
    public async Task With_nothing_noted_it_is_the_catalog() => Assert.Same(Demo.Catalog, await NowAsync());

    [Fact]
    public async Task What_is_noted_stands_beside_what_the_catalog_says()
    {
        _absences.Noted.Add(Note(Farah, null, 0, 1));

        var live = await NowAsync();

        Assert.Equal([.. Demo.Catalog.Absences, _absences.Noted[0].Absence], live!.Absences);
        Assert.Empty(live.Doubts);
    }

    [Fact]
    public async Task Whom_nobody_can_be_sure_of_is_said_with_the_first_reason()
    {
        _absences.Doubts.AddRange([new(Ben, "whose calendar cannot be read"), new(Ben, "of whom Slack says nothing"), new(Ada, "whose calendar is gone")]);

        var live = await NowAsync();

        Assert.Equal([("ada", "whose calendar is gone"), ("ben", "whose calendar cannot be read")], live!.Doubts.Select(pair => (pair.Key.Value, pair.Value)).Order());
    }

    [Theory]
    [InlineData(0, 1, "farah,ben")]
    [InlineData(-2, 0, "ben,farah")]
    [InlineData(1, 2, "ben,farah")]
    public async Task Whom_a_person_named_comes_first_only_while_they_are_away(int from, int until, string expected)
    {
        _absences.Noted.Add(Note(Ada, Farah, from, until));

        Assert.Equal(expected, string.Join(',', (await NowAsync())!.Roles[Refunds].Coverage[Ada]));
    }

    [Fact]
    public async Task Who_rests_is_worked_out_for_now()
    {
        var role = Demo.Catalog.Roles[new("senior-approver")];
        _catalogs.Active = Demo.Catalog with { Roles = new Dictionary<RoleId, RoleDefinition>(Demo.Catalog.Roles) { [role.Role] = role with { Rotation = new(role.Members, 1, new(9, 0), "Etc/UTC", new(2026, 3, 1)) } } };

        var live = (await NowAsync())!;

        Assert.Equal(["emil", "ben"], live.Roles[role.Role].Resting.Select(person => person.Value));
        Assert.Empty(live.Roles[Refunds].Resting);
    }

    [Fact]
    public void A_role_admits_its_own_people_and_nobody_for_somebody_who_is_no_member()
    {
        var role = new RoleDefinition(new("desk"), [Ada, Ben], new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Ben] = [Farah] }, [new("emil")]);

        Assert.True(LiveCoverage.Admits(role, Ada, Ben));
        Assert.True(LiveCoverage.Admits(role, Ada, Farah));
        Assert.True(LiveCoverage.Admits(role, Ada, new("emil")));
        Assert.False(LiveCoverage.Admits(role, Ada, Ada));
        Assert.False(LiveCoverage.Admits(role, Ada, new("gus")));
        Assert.False(LiveCoverage.Admits(role, Farah, Ben));
    }

    [Fact]
    public void Whoever_is_named_is_asked_before_the_fallback_where_the_catalog_lists_no_cover()
    {
        var live = LiveCoverage.Merge(Demo.Catalog, [Note(new("chidi"), Farah, 0, 1)], Demo.Now);

        Assert.Equal(["farah", "emil"], live.Roles[new("account-approver")].Coverage[new("chidi")].Select(person => person.Value));
        Assert.Same(Demo.Catalog.Roles[Refunds], live.Roles[Refunds]);
    }

    private static NotedAbsence Note(PersonId person, PersonId? cover, int from, int until) => new(Guid.NewGuid(), new(person, Demo.Now.AddHours(from), Demo.Now.AddHours(until), "away"), cover, "command");

    private Task<Catalog?> NowAsync() => new LiveCoverage(_catalogs, _absences, new StoppedClock(Demo.Now)).NowAsync(TestContext.Current.CancellationToken);
}
