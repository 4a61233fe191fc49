using Hitl.Activities.Coverage;
using Hitl.Activities.Stages;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Tests.Activities.Cards;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Activities.Coverage;

/// <summary>Presence brings coverage forward where the catalog would ask it later anyway, and does nothing else.</summary>
public sealed class PresenceSweepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("is away in Slack", "ada,ben")]
    [InlineData("has do-not-disturb on in Slack", "ada,ben")]
    [InlineData("", "ada")]
    [InlineData(null, "ada")]
    public async Task Coverage_is_asked_at_once_when_everybody_asked_is_certainly_idle(string? idle, string asked)
    {
        var (bench, sweep) = await BenchAsync(idle);

        await sweep.SweepAsync(Cancel);
        await sweep.SweepAsync(Cancel);

        var stage = (await bench.Stages.FindAsync(bench.Stage, Cancel))!;
        Assert.Equal(asked, string.Join(',', stage.Asked.Select(one => one.Person)));
        Assert.Equal(StageStatus.Open, stage.Status);
        var rows = bench.Ledger.Entries.Where(entry => entry.Kind == LedgerKinds.StageCovered).ToList();
        Assert.Equal(asked == "ada" ? 0 : 1, rows.Count);
        Assert.All(rows, row => Assert.Contains("ada " + idle, row.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_idle_keeps_the_card_and_the_authority_to_decide()
    {
        var (bench, sweep) = await BenchAsync("is away in Slack");
        await sweep.SweepAsync(Cancel);

        var stage = (await bench.Stages.FindAsync(bench.Stage, Cancel))!;
        var role = StoryWorld.Catalog.Roles[new("refund-approver")];

        Assert.Equal(StageStandingKind.Member, StageEligibility.Of(new("ada"), stage, role, [], IdentityGraph.None).Kind);
        Assert.Contains(bench.Stages.Cards, card => card.Key.Person == new PersonId("ada"));
    }

    [Fact]
    public async Task A_stage_whose_catalog_entry_asks_no_coverage_is_left_alone()
    {
        var (bench, sweep) = await BenchAsync("is away in Slack", coverageAfter: null);

        var hastened = await sweep.SweepAsync(Cancel);

        Assert.Equal((0, 1), (hastened, (await bench.Stages.FindAsync(bench.Stage, Cancel))!.Asked.Count));
    }

    private static async Task<(CardBench Bench, PresenceSweep Sweep)> BenchAsync(string? idle, int? coverageAfter = 3)
    {
        var bench = await new CardBench().AskAsync();
        // Ada is back, and the stage asks her alone.
        var catalog = StoryWorld.Catalog with { Absences = [] };
        var first = (await bench.Stages.FindAsync(bench.Stage, Cancel))!.Definition with { CoverageAfter = coverageAfter is { } hours ? TimeSpan.FromHours(hours) : null };
        var key = bench.Stage with { Revision = 1, Ordinal = 2 };
        await bench.Stages.OpenAsync(key, first, new([new(new("ada"), null, "is a member")], []), [], Cancel);
        bench.Look(key);
        var absences = new MemoryAbsences { Open = { key } };
        var coverage = new LiveCoverage(new MemoryCatalogs(catalog), absences, bench.Time);
        var stages = new StageActivities(bench.Requests, bench.Stages, coverage, bench.Requests, bench.Bell, bench.Time);
        return (bench, new(stages, bench.Stages, absences, new MemoryCatalogs(catalog), new Presence(idle), Options.Create(new CoverageOptions()), bench.Time, NullLogger<PresenceSweep>.Instance));
    }

    private sealed class Presence(string? idle) : IPresence
    {
        public Task<string?> IdleAsync(string surfaceUser, CancellationToken cancel) => Task.FromResult(surfaceUser == "U0ADA" ? idle : "");
    }
}
