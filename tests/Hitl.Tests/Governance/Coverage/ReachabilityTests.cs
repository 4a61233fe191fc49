using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;

namespace Hitl.Tests.Governance.Coverage;

/// <summary>Everybody a catalog asks is looked up once, and whoever the chat does not reach is named.</summary>
public sealed class ReachabilityTests
{
    private static readonly CoverageReport Report = new(Demo.Now, Demo.Now.AddDays(7), [], [new(CoverageGapKind.Nobody, new("refund"), "refunds", 1, new("refund-lead"), [], Demo.Now, Demo.Now.AddDays(1), "Nobody.")]);

    private readonly MemoryDirectory _directory = new();

    [Fact]
    public async Task Where_everybody_is_reached_nothing_is_added()
    {
        AllPresent();

        var report = await AddAsync(Demo.Catalog);

        Assert.Equal(Report.Gaps, report.Gaps);
        Assert.Equal(["U0ADA", "U0BEN", "U0CHIDI", "U0EMIL", "U0FARAH", "U0GUS"], _directory.Asked);
    }

    [Fact]
    public async Task An_account_that_is_gone_is_a_gap_with_every_role_it_is_asked_for()
    {
        AllPresent();
        _directory.Found["U0FARAH"] = new(DirectoryAnswer.Gone);

        var report = await AddAsync(Demo.Catalog);

        Assert.Equal(Report.Gaps[0], report.Gaps[0]);
        Assert.Equal(
            new(CoverageGapKind.Unreachable, new("any"), "any", 0, new("account-approver"), [], Demo.Now, Demo.Now.AddDays(7),
                "Slack does not reach farah (U0FARAH): the account is gone; asked for account-approver, night-desk, refund-approver, refund-lead."),
            Assert.Single(report.Gaps.Skip(1)) with { Actors = [] });
    }

    [Fact]
    public async Task Whoever_nobody_could_ask_about_is_a_gap_of_its_own()
    {
        AllPresent();
        _directory.Found.Remove("U0GUS");

        var gap = Assert.Single((await AddAsync(Demo.Catalog)).Gaps.Skip(1));

        Assert.Equal((CoverageGapKind.Unknown, "operations", "Slack could not be asked whether it reaches gus (U0GUS); asked for operations."), (gap.Kind, gap.Role.Value, gap.Sentence));
    }

    [Fact]
    public async Task After_three_silences_running_it_is_asked_no_more_and_nobody_after_that_is_taken_for_reached()
    {
        AllPresent();
        foreach (var user in new[] { "U0BEN", "U0CHIDI", "U0EMIL" }) _directory.Found.Remove(user);

        var report = await AddAsync(Demo.Catalog);

        Assert.Equal(["U0ADA", "U0BEN", "U0CHIDI", "U0EMIL"], _directory.Asked);
        Assert.Equal(["U0BEN", "U0CHIDI", "U0EMIL", "U0FARAH", "U0GUS"], report.Gaps.Skip(1).Where(gap => gap.Kind == CoverageGapKind.Unknown).Select(gap => gap.Sentence.Split('(', ')')[1]));
    }

    [Theory]
    [InlineData(DirectoryAnswer.Present)]
    [InlineData(DirectoryAnswer.Gone)]
    public async Task An_answer_between_silences_begins_the_count_anew(DirectoryAnswer between)
    {
        _directory.Found["U0CHIDI"] = new(between);

        await AddAsync(Demo.Catalog);

        Assert.Equal(["U0ADA", "U0BEN", "U0CHIDI", "U0EMIL", "U0FARAH", "U0GUS"], _directory.Asked);
    }

    [Fact]
    public async Task Somebody_who_is_in_a_role_twice_is_named_for_it_once()
    {
        AllPresent();
        _directory.Found["U0GUS"] = new(DirectoryAnswer.Gone);
        var role = Demo.Catalog.Roles[new("operations")] with { Fallback = [new("gus")] };

        var report = await AddAsync(Demo.Catalog with { Roles = new Dictionary<RoleId, RoleDefinition>(Demo.Catalog.Roles) { [role.Role] = role } });

        Assert.EndsWith("asked for operations.", Assert.Single(report.Gaps.Skip(1)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_decides_in_the_console_only_is_not_looked_up()
    {
        AllPresent();
        var catalog = Demo.Catalog with
        {
            People = Demo.Catalog.People.Where(person => person.Key.Value != "gus").ToDictionary(person => person.Key, person => person.Key.Value == "emil" ? person.Value with { SlackUser = null } : person.Value),
        };

        var report = await AddAsync(catalog);

        Assert.Equal(["U0ADA", "U0BEN", "U0CHIDI", "U0FARAH"], _directory.Asked);
        Assert.Equal(Report.Gaps, report.Gaps);
    }

    private Task<CoverageReport> AddAsync(Catalog catalog) => Reachability.AddAsync(Report, catalog, _directory, TestContext.Current.CancellationToken);

    private void AllPresent()
    {
        foreach (var person in Demo.Catalog.People.Values) _directory.Found[person.SlackUser!] = new(DirectoryAnswer.Present);
    }
}
