using Hitl.Activities.Drills;
using Hitl.Connectors;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Drills;
using Hitl.Tests.Connectors;
using Hitl.Tests.Sandbox.Running;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Drills;

/// <summary>Drills with the real connectors at the sandbox's targets.</summary>
public sealed class DrillExecutionTests : IAsyncLifetime
{
    private readonly MemoryLedger _ledger = new();
    private readonly MemoryDesk _desk = new();
    private RunningSandbox _sandbox = null!;
    private MemoryDrills _drills = null!;
    private Catalog _catalog = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _drills = new(_ledger, TimeProvider.System);
        _catalog = StoryCatalog.Parse(_sandbox.Http.BaseAddress!.Authority);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public void Every_action_that_can_be_undone_is_a_procedure_and_no_other()
    {
        var procedures = DrillPlanner.Procedures(_catalog).Select(action => action.Name.Value).ToList();

        Assert.Equal(["guarded-refund", "refund", "refund-and-restore"], procedures.Intersect(["change-email", "guarded-refund", "refund", "refund-and-restore"]));
        Assert.Equal("operations", DrillPlanner.RoleOf(_catalog.Actions[new("guarded-refund")])!.Value.Value);
        Assert.Equal("refund-approver", DrillPlanner.RoleOf(_catalog.Actions[new("refund")])!.Value.Value);
    }

    [Fact]
    public async Task An_undoing_that_works_is_proven_in_the_name_of_who_ran_it()
    {
        var id = await TakenAsync("refund-and-restore");

        var state = await Execution().RunAsync(id);

        var drill = (await _drills.FindAsync(id, Cancel))!;
        Assert.Equal((DrillState.Proven, new PersonId("gus")), (state, drill.By!.Value));
        Assert.Contains("restore-points: revoke-points done", drill.Detail);
        Assert.Contains(_ledger.Entries, entry => entry.Kind == LedgerKinds.DrillEnded && entry.OnBehalfOf == new PersonId("gus"));
        Assert.Equal([("drill", id.ToString("D"))], _desk.Changed);
        Assert.Equal((2, 2), (await EffectsAsync("payments"), await EffectsAsync("loyalty")));
    }

    [Fact]
    public async Task An_undoing_that_the_target_refuses_fails_and_says_which()
    {
        var id = await TakenAsync("refund");
        await _sandbox.DriveAsync(HttpMethod.Post, "faults/targets/payments", System.Text.Json.Nodes.JsonNode.Parse("""{"kind":"refuse","on":"write","only":"re_000001"}"""));

        var state = await Execution().RunAsync(id);

        Assert.Equal(DrillState.Failed, state);
        Assert.Contains("undoing refund-payment: cancel-refund was answered Refused", (await _drills.FindAsync(id, Cancel))!.Detail);
    }

    [Fact]
    public async Task Run_twice_by_a_worker_that_died_it_has_one_effect_each()
    {
        var id = await TakenAsync("refund");
        var first = await Execution(new MemoryDrills(new(), TimeProvider.System)).RunAsync(id).ContinueWith(task => task.IsFaulted, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);

        await Execution().RunAsync(id);
        var again = await Execution().RunAsync(id);

        Assert.True(first);
        Assert.Equal((DrillState.Proven, 2), (again, await EffectsAsync("payments")));
        Assert.Single(_ledger.Entries, entry => entry.Kind == LedgerKinds.DrillEnded);
    }

    [Fact]
    public async Task Without_a_sandbox_a_production_catalog_is_never_drilled_against_the_real_target()
    {
        var id = await TakenAsync("refund");

        var state = await Execution(isProduction: true).RunAsync(id);

        Assert.Equal((DrillState.Failed, 0), (state, await EffectsAsync("payments")));
        Assert.Contains("no sandbox is configured for target payments", (await _drills.FindAsync(id, Cancel))!.Detail);
    }

    [Fact]
    public async Task A_production_catalog_is_drilled_at_the_sandbox_beside_its_target()
    {
        var id = await TakenAsync("refund");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hitl:Targets:payments:BaseUrl"] = "https://payments.example", ["Hitl:Targets:payments:Secret"] = "live-secret",
            ["Hitl:Targets:payments:SandboxUrl"] = $"{_sandbox.Http.BaseAddress}targets/payments", ["Hitl:Targets:payments:SandboxSecret"] = "sandbox-target-key",
        }).Build();
        await using var services = new ServiceCollection().AddHitlConnectors(configuration).BuildServiceProvider();

        var state = await Execution(isProduction: true, sandboxes: services.GetRequiredService<ISandboxTargets>()).RunAsync(id);

        Assert.Equal((DrillState.Proven, 2), (state, await EffectsAsync("payments")));
    }

    [Fact]
    public async Task A_drill_that_nobody_took_runs_nothing()
    {
        var drill = new DrillRecord(Guid.NewGuid(), new("refund"), new("operations"), DrillState.Open, default, null, null, null, null);
        await _drills.OpenAsync(drill, Row(), Cancel);

        var state = await Execution().RunAsync(drill.Id);

        Assert.Equal((DrillState.Open, 0), (state, await EffectsAsync("payments")));
    }

    [Theory]
    [InlineData(null, 89, false, "new")]
    [InlineData(null, 91, false, "overdue")]
    [InlineData(89, 400, false, "proven")]
    [InlineData(91, 400, false, "overdue")]
    [InlineData(1, 400, true, "failed")]
    public void A_proof_counts_for_ninety_days_and_a_failure_at_once(int? provenDaysAgo, int knownDaysAgo, bool hasFailed, string word)
    {
        var now = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

        var standing = new DrillStanding(new("refund"), now.AddDays(-knownDaysAgo), provenDaysAgo is { } days ? now.AddDays(-days) : null, hasFailed);

        Assert.Equal((word, word is "overdue" or "failed"), (standing.WordAt(now), standing.DoubtAt(now) is not null));
    }

    private static LedgerEntry Row() => new() { Kind = LedgerKinds.DrillOpened, By = "system:test", Summary = "A drill." };

    private async Task<Guid> TakenAsync(string action)
    {
        var drill = new DrillRecord(Guid.NewGuid(), new(action), new("operations"), DrillState.Open, default, null, null, null, null);
        await _drills.OpenAsync(drill, Row(), Cancel);
        await _drills.StartAsync(drill.Id, new("gus"), Row(), Cancel);
        return drill.Id;
    }

    private DrillExecution Execution(MemoryDrills? drills = null, bool isProduction = false, ISandboxTargets? sandboxes = null)
    {
        var bench = new ConnectorBench(_sandbox);
        IActionTarget[] targets = [bench.Target("payments"), bench.Target("accounts"), bench.Target("loyalty")];
        return new(drills ?? _drills, _desk, new MemoryCatalogs(_catalog with { IsSandbox = !isProduction }), targets, sandboxes ?? new NoSandboxes(), TimeProvider.System);
    }

    private async Task<int> EffectsAsync(string target) => (await _sandbox.LedgerAsync(target))["effects"]!.AsArray().Count;

    private sealed class NoSandboxes : ISandboxTargets
    {
        public (IActionTarget Target, string Host)? Find(string target) => null;
    }
}
