using Hitl.Activities.Stages;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Tests.Activities.Cards;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;

namespace Hitl.Tests.Activities.Coverage;

public sealed class DailyLoadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(19, 0, "emil")]
    [InlineData(20, 0, "farah")]
    [InlineData(20, 20, "emil")]
    public async Task Whoever_has_reached_the_daily_cap_is_spared_and_nothing_is_dropped(int emil, int farah, string expected)
    {
        var bench = await new CardBench().AskAsync();
        bench.Stages.Loads[new("emil")] = emil;
        bench.Stages.Loads[new("farah")] = farah;
        var role = StoryWorld.Catalog.Roles[new("refund-lead")] with { DailyCap = 20 };
        var catalog = StoryWorld.Catalog with { Roles = new Dictionary<RoleId, RoleDefinition>(StoryWorld.Catalog.Roles) { [role.Role] = role } };
        var stages = new StageActivities(bench.Requests, bench.Stages, new LiveCoverage(new MemoryCatalogs(catalog), new MemoryAbsences(), bench.Time), bench.Requests, bench.Bell, bench.Time);

        var key = bench.Stage with { Ordinal = 2 };
        await stages.OpenAsync(key);

        var stage = (await bench.Stages.FindAsync(key, Cancel))!;
        Assert.Equal((StageStatus.Open, expected), (stage.Status, string.Join(',', stage.Asked.Select(asked => asked.Person))));
    }
}
