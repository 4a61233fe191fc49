using Hitl.Activities.Execution;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Hitl.Workflows.Execution;

namespace Hitl.Tests.Activities.Execution;

/// <summary>One step against one kind of provider; waits pass on a clock of its own.</summary>
internal sealed class StepBench
{
    private readonly StepRunner _runner;

    public StepBench(string provider, int retries = 2)
    {
        var keyLife = provider is "both" or "keys" ? TimeSpan.FromHours(24) : TimeSpan.Zero;
        var canLookUp = provider is "both" or "look-up";
        Target = new("payments", Time, keyLife, canLookUp);
        Effects = new(Ledger, new(Ledger, Time), Time);
        var step = new SagaStep
        {
            Name = "refund-payment", Target = "payments", Host = "host", Operation = "refund", Arguments = ActionParameters.Empty,
            Retries = retries, KeyLife = keyLife, CanLookUp = canLookUp, SettleWindow = TimeSpan.FromMinutes(15),
        };
        var key = new EffectKey(new("req_1"), 1, step.Name, false);
        var call = new TargetCall
        {
            Target = "payments", Host = "host", Operation = "refund", Arguments = step.Arguments, IdempotencyKey = IdempotencyKeys.For(key), Timeout = step.Timeout,
        };
        Step = new(Stored(), "digest", step, key, Target, call, "operations");
        _runner = new(Effects, Time);
    }

    public FakeTime Time { get; } = new();

    public MemoryLedger Ledger { get; } = new();

    public TargetModel Target { get; }

    public MemoryExecution Effects { get; }

    public StepContext Step { get; }

    public static LedgerEntry Entry() => new() { Kind = LedgerKinds.EffectIntended, By = "system:test", Summary = "intended" };

    public Task<StepReport> RunOnceAsync(StepProgress progress) => _runner.RunAsync(Step, progress, default);

    /// <summary>Makes moves as the workflow does until there is nothing to wait for; at most 60, because every retry is bounded.</summary>
    public async Task<StepReport> RunToEndAsync(StepProgress? progress = null)
    {
        progress ??= new();
        for (var moves = 0; moves < 60; moves++)
        {
            var report = await RunOnceAsync(progress);
            if (report.Kind != StepReportKind.Wait) return report;
            Assert.True(report.Wait > TimeSpan.Zero);
            Time.Pass(report.Wait);
            progress = report.Progress;
        }

        throw new InvalidOperationException("The step never came to an end.");
    }

    private static StoredRequest Stored() => new(
        new() { Id = new("req_1"), Actor = new("support-bot"), Action = new("refund"), Customer = new("cus_1", "retail"), Channel = "chat", ReceivedAt = default, CatalogDigest = "c" },
        RequestState.Executing, null, "digest", null, null, default);
}
