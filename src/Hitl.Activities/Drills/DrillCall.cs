using System.Globalization;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;

namespace Hitl.Activities.Drills;

/// <summary>One step of a drill at its sandbox: done, found, undone, found, and undone again without a second effect.</summary>
internal sealed class DrillCall(IActionTarget target, string host, SagaStep step, Guid drill, TimeProvider time)
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public SagaStep Step => step;

    private bool CanLookUp => step.CanLookUp && (target.Statement?.CanLookUp ?? true);

    /// <summary>Does it; the target's reference, or what went wrong.</summary>
    public Task<(string? Reference, string Problem)> DoAsync(CancellationToken cancel) => SettledAsync(Call(step.Operation, null, isCompensation: false), cancel);

    /// <summary>Undoes it, twice with the same key; null when that is one undoing, otherwise what went wrong.</summary>
    public async Task<string?> UndoAsync(string reference, CancellationToken cancel)
    {
        var call = Call(step.Compensation!, reference, isCompensation: true);
        var (first, problem) = await SettledAsync(call, cancel);
        if (first is null) return problem;
        if (target.Statement?.Idempotency.HasFlag(Idempotency.ByKey) == false) return null;
        var again = await target.SendAsync(call, cancel);
        return again.Verdict == TargetVerdict.Done && again.Reference == first ? null : $"sent again under the same key the target answers {again.Verdict}: {again.Detail}";
    }

    private async Task<(string? Reference, string Problem)> SettledAsync(TargetCall call, CancellationToken cancel)
    {
        var problem = "";
        for (var tried = 0; tried < Tries; tried++)
        {
            if (tried > 0) await Task.Delay(Pause, time, cancel);
            var answer = await target.SendAsync(call, cancel);
            problem = $"{call.Operation} was answered {answer.Verdict}: {answer.Detail}";
            if (answer.Verdict is TargetVerdict.Refused or TargetVerdict.Mismatch) break;
            if (answer is not { Verdict: TargetVerdict.Done, Reference: { } reference }) continue;
            if (!CanLookUp) return (reference, "");
            var found = await target.LookUpAsync(call, cancel);
            if (found.Verdict == LookUpVerdict.Found) return (reference, "");
            problem = $"{call.Operation} was done and a look-up says {found.Verdict}: {found.Detail}";
        }

        return (null, problem);
    }

    private TargetCall Call(string operation, string? undoes, bool isCompensation) => new()
    {
        Target = step.Target,
        Host = host,
        Operation = operation,
        Arguments = step.Arguments,
        IdempotencyKey = IdempotencyKeys.For(new(new("drill_" + drill.ToString("N", CultureInfo.InvariantCulture)), 1, step.Name, isCompensation)),
        Undoes = undoes,
        Timeout = step.Timeout,
    };
}
