using System.Text.Json.Nodes;
using Hitl.Activities.Execution;
using Hitl.Connectors;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Hitl.Tests.Sandbox.Running;
using Hitl.Tests.Workflows.Memory;
using Hitl.Workflows.Execution;

namespace Hitl.Tests.Connectors.Conformance;

/// <summary>Proves what a connector states against a target that misbehaves. Derive it for each connector; nothing else is needed.</summary>
public abstract class ConnectorConformance : IAsyncLifetime
{
    // Everything that can go wrong with one write or the look-ups after it, each once.
    private static readonly string[] Troubles =
    [
        """{"kind":"refuse","times":1}""", """{"kind":"down","times":1}""", """{"kind":"down","status":503,"times":1}""", """{"kind":"down","times":3}""",
        """{"kind":"timeout_before","times":1}""", """{"kind":"timeout_after","times":1}""", """{"kind":"stored_500","times":1}""", """{"kind":"stored_500"}""",
        """{"kind":"in_progress","times":1}""", """{"kind":"rate_limit","times":1}""", """{"kind":"effect_delayed","seconds":30,"times":1}""",
        """{"kind":"non_json","times":1}""", """{"kind":"non_json","status":502,"times":1}""", """{"kind":"down"}""",
    ];

    private static readonly string[] LookUpTroubles =
    [
        """{"kind":"lookup_unavailable","times":2}""", """{"kind":"lookup_lags","seconds":40,"times":1}""", """{"kind":"non_json","on":"lookup","times":1}""", """{"kind":"lookup_unavailable"}""",
    ];

    private RunningSandbox _sandbox = null!;
    private IActionTarget _target = null!;
    private int _keys;

    /// <summary>The connector.</summary>
    protected abstract IConnector Connector { get; }

    /// <summary>Where its sandbox target is, below the local sandbox, such as <c>targets/accounts</c>.</summary>
    protected abstract string SandboxPath { get; }

    /// <summary>The operation that is tried.</summary>
    protected abstract string Operation { get; }

    /// <summary>What the target promises; the connector's statement, unless this target promises less.</summary>
    protected virtual ConnectorStatement Claim => Connector.Statement;

    /// <summary>The sandbox's name for faults and its ledger.</summary>
    protected virtual string Scope => SandboxPath.Split('/')[1];

    /// <summary>What proves us to the sandbox target.</summary>
    protected virtual string Secret => "sandbox-target-key";

    /// <summary>Faults that stand all the time, because the target is one of that kind.</summary>
    protected virtual IReadOnlyList<string> Standing => [];

    /// <summary>State that the operation changes, and what it is about; null where nothing can be read.</summary>
    protected virtual (string Read, JsonObject Arguments)? State => null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Host => _sandbox.Http.BaseAddress!.Authority;

    /// <summary>Arguments of the operation.</summary>
    protected abstract JsonObject Arguments();

    public async ValueTask InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        var options = new TargetOptions { BaseUrl = $"{_sandbox.Http.BaseAddress}{SandboxPath}", Secret = Secret, AllowPrivate = true, Connector = Connector.Statement.Connector };
        _target = ConnectorServices.Create("target", options, _sandbox.Time, null, [Connector]);
        await ResetAsync();
    }

    public async ValueTask DisposeAsync()
    {
        (_target as IDisposable)?.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public void What_it_states_is_whole()
    {
        Assert.Equal(Claim.Idempotency.HasFlag(Idempotency.ByKey), Claim.KeyLife > TimeSpan.Zero);
        Assert.True(!Claim.CanLookUp || Claim.SettleWindow > TimeSpan.Zero);
        Assert.NotEmpty(Claim.SandboxTarget);
        Assert.True(Claim.ReversibleFor is null || Claim.ReversibleFor > TimeSpan.Zero);
        Assert.All(Claim.Operations.Where(operation => operation.UndoneBy is not null), operation => Assert.Contains(Claim.Operations, other => other.Name == operation.UndoneBy));
    }

    [Fact]
    public async Task Whatever_goes_wrong_there_is_at_most_one_effect_and_what_is_believed_is_true()
    {
        foreach (var trouble in Troubles)
        {
            await ResetAsync();
            await FaultAsync(trouble);

            var (report, effects) = await RunAsync();

            Assert.True(IsHonest(report, effects), $"{trouble}: {report.Kind}, known {report.IsOutcomeKnown}, {effects} effects: {report.Detail}");
        }
    }

    [Fact]
    public async Task An_answer_lost_and_a_look_up_in_trouble_never_make_a_second_effect()
    {
        foreach (var trouble in LookUpTroubles)
        {
            await ResetAsync();
            await FaultAsync("""{"kind":"timeout_after","times":1}""");
            await FaultAsync(trouble);

            var (report, effects) = await RunAsync();

            Assert.True(IsHonest(report, effects) && effects == 1, $"{trouble}: {report.Kind}, known {report.IsOutcomeKnown}, {effects} effects: {report.Detail}");
        }
    }

    [Fact]
    public async Task A_key_the_target_has_pruned_is_no_licence_to_send_again()
    {
        await FaultAsync("""{"kind":"timeout_after","times":1}""");
        await FaultAsync("""{"kind":"lookup_unavailable","times":1}""");
        var bench = Bench();
        var first = await bench.RunOnceAsync(new());
        _sandbox.Time.Advance(Claim.KeyLife + TimeSpan.FromHours(25));
        await FaultAsync("""{"kind":"forget_keys"}""");

        var report = first.Kind == StepReportKind.Wait ? await bench.RunToEndAsync(first.Progress) : first;

        Assert.Equal(1, await EffectsAsync(bench.Key));
        Assert.Equal(Claim.CanLookUp ? StepReportKind.Done : StepReportKind.Park, report.Kind);
    }

    [Fact]
    public async Task Every_try_is_the_same_to_the_byte()
    {
        await FaultAsync("""{"kind":"timeout_before","times":1}""");
        await FaultAsync("""{"kind":"rate_limit","times":1}""");

        await RunAsync();

        var attempts = (await _sandbox.LedgerAsync(Scope))["attempts"]!.AsArray();
        Assert.Single(attempts.Select(attempt => attempt!["parameters"]?.ToJsonString()).Distinct());
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_effect_where_keys_are_promised()
    {
        if (!Claim.Idempotency.HasFlag(Idempotency.ByKey)) return;
        var call = Call(Operation, NextKey());

        var first = await _target.SendAsync(call, Cancel);
        _sandbox.Time.Advance(Claim.KeyLife < TimeSpan.FromHours(20) ? Claim.KeyLife / 2 : TimeSpan.FromHours(20));
        var second = await _target.SendAsync(call, Cancel);

        Assert.Equal((TargetVerdict.Done, first.Reference), (second.Verdict, second.Reference));
        Assert.Equal(1, await EffectsAsync(call.IdempotencyKey));
    }

    [Fact]
    public async Task A_look_up_finds_ours_and_no_other()
    {
        if (!Claim.CanLookUp) return;
        var (ours, other) = (Call(Operation, NextKey()), Call(Operation, NextKey()));
        await _target.SendAsync(other, Cancel);

        var before = await _target.LookUpAsync(ours, Cancel);
        var sent = await _target.SendAsync(ours, Cancel);
        var after = await _target.LookUpAsync(ours, Cancel);

        Assert.Equal((LookUpVerdict.NotFound, LookUpVerdict.Found, sent.Reference), (before.Verdict, after.Verdict, after.Reference));
    }

    [Fact]
    public async Task What_it_did_is_undone_once_until_the_end_of_its_window()
    {
        if (Claim.ReversibleFor is not { } window || Claim.Operations.FirstOrDefault(known => known.Name == Operation)?.UndoneBy is not { } undoing) return;
        var done = await _target.SendAsync(Call(Operation, NextKey()), Cancel);
        _sandbox.Time.Advance(window - TimeSpan.FromMinutes(1));
        var undo = Call(undoing, NextKey()) with { Undoes = done.Reference };

        var first = await _target.SendAsync(undo, Cancel);
        var second = await _target.SendAsync(undo, Cancel);

        Assert.Equal((TargetVerdict.Done, TargetVerdict.Done, first.Reference), (first.Verdict, second.Verdict, second.Reference));
        Assert.Equal(1, await EffectsAsync(undo.IdempotencyKey));
        if (Claim.CanLookUp) Assert.Equal(LookUpVerdict.Found, (await _target.LookUpAsync(undo, Cancel)).Verdict);
    }

    [Fact]
    public async Task State_is_read_without_touching_it_and_shows_what_was_done()
    {
        Assert.Equal(State is null, Claim.Reads.Count == 0);
        if (State is not var (read, about)) return;
        var question = new StateQuestion(Host, read, ActionParameters.From(about), TimeSpan.FromSeconds(3));

        var before = await _target.ReadAsync(question, Cancel);
        var again = await _target.ReadAsync(question, Cancel);
        await _target.SendAsync(Call(Operation, NextKey()), Cancel);
        var after = await _target.ReadAsync(question, Cancel);
        await FaultAsync("""{"kind":"down"}""");
        var away = await _target.ReadAsync(question, Cancel);

        Assert.NotNull(before.Value);
        Assert.Equal(before.Value, again.Value);
        Assert.NotEqual(before.Value, after.Value);
        Assert.Null(away.Value);
        Assert.NotEmpty(away.Detail);
        Assert.Null((await _target.ReadAsync(question with { Read = "moon-phase" }, Cancel)).Value);
    }

    [Fact]
    public async Task Nothing_is_sent_to_another_host_than_the_approved_one_nor_under_a_key_that_breaks_a_header()
    {
        var elsewhere = await _target.SendAsync(Call(Operation, NextKey()) with { Host = "api.example.com" }, Cancel);
        var broken = await _target.SendAsync(Call(Operation, "key\r\nX-Evil: 1"), Cancel);

        Assert.Equal((TargetVerdict.Refused, TargetVerdict.Refused), (elsewhere.Verdict, broken.Verdict));
        Assert.Empty((await _sandbox.LedgerAsync(Scope))["attempts"]!.AsArray());
    }

    [Fact]
    public async Task An_operation_it_does_not_know_is_refused()
    {
        if (Claim.Operations.Count == 0) return;

        var answer = await _target.SendAsync(Call("no-such-operation", NextKey()), Cancel);

        Assert.Equal(TargetVerdict.Refused, answer.Verdict);
        Assert.Empty((await _sandbox.LedgerAsync(Scope))["effects"]!.AsArray());
    }

    private static bool IsHonest(StepReport report, int effects) => report switch
    {
        { Kind: StepReportKind.Done } => effects == 1,
        { Kind: StepReportKind.Refused } => effects == 0,
        { IsOutcomeKnown: true } => effects == 0,
        _ => effects <= 1,
    };

    private string NextKey() => $"{GetType().Name}-{++_keys}";

    private TargetCall Call(string operation, string key) => new()
    {
        Target = "target", Host = Host, Operation = operation, Arguments = ActionParameters.From(Arguments()), IdempotencyKey = key, Timeout = TimeSpan.FromSeconds(0.6),
    };

    private async Task<(StepReport Report, int Effects)> RunAsync()
    {
        var bench = Bench();
        var report = await bench.RunToEndAsync(new());
        // What is still in flight when we have made up our mind would show only now.
        _sandbox.Time.Advance(TimeSpan.FromMinutes(2));
        return (report, await EffectsAsync(bench.Key));
    }

    private SettlingBench Bench()
    {
        var key = new EffectKey(new($"req_{++_keys}"), 1, "step", false);
        var step = new SagaStep
        {
            Name = "step", Target = "target", Host = Host, Operation = Operation, Arguments = ActionParameters.From(Arguments()), Retries = 3,
            KeyLife = Claim.KeyLife, SettleWindow = Claim.SettleWindow > TimeSpan.Zero ? Claim.SettleWindow : TimeSpan.FromMinutes(15), CanLookUp = Claim.CanLookUp,
        };
        return new(_target, step, key, Call(Operation, IdempotencyKeys.For(key)), _sandbox.Time);
    }

    private async Task ResetAsync()
    {
        await _sandbox.DriveAsync(HttpMethod.Post, $"targets/{Scope}/reset");
        foreach (var fault in Standing) await FaultAsync(fault);
    }

    private Task FaultAsync(string rule) => _sandbox.DriveAsync(HttpMethod.Post, "faults/targets/" + Scope, JsonNode.Parse(rule));

    private async Task<int> EffectsAsync(string key) => (await _sandbox.LedgerAsync(Scope))["effects"]!.AsArray().Count(effect => effect!["key"]?.ToString() == key);

    /// <summary>Makes moves on one step as the workflow does; waits pass on the sandbox's clock.</summary>
    private sealed class SettlingBench(IActionTarget target, SagaStep step, EffectKey key, TargetCall call, SandboxTime time)
    {
        private readonly MemoryLedger _ledger = new();
        private StepRunner? _runner;

        public string Key => call.IdempotencyKey;

        public Task<StepReport> RunOnceAsync(StepProgress progress)
        {
            var requests = new MemoryRequests(_ledger, time);
            _runner ??= new(new MemoryExecution(_ledger, requests, time), time);
            return _runner.RunAsync(new(Stored(), "digest", step, key, target, call, "operations"), progress, Cancel);
        }

        public async Task<StepReport> RunToEndAsync(StepProgress progress)
        {
            for (var moves = 0; moves < 60; moves++)
            {
                var report = await RunOnceAsync(progress);
                if (report.Kind != StepReportKind.Wait) return report;
                time.Advance(report.Wait);
                progress = report.Progress;
            }

            throw new InvalidOperationException("The step never came to an end.");
        }

        private StoredRequest Stored() => new(
            new() { Id = key.Request, Actor = new("support-bot"), Action = new("try"), Customer = new("cus_1", "retail"), Channel = "chat", ReceivedAt = default, CatalogDigest = "c" },
            RequestState.Executing, null, "digest", null, null, default);
    }
}
