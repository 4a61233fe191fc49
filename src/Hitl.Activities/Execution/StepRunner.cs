using System.Globalization;
using System.Text.Json;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.FailPoints;
using Hitl.Workflows.Execution;

namespace Hitl.Activities.Execution;

/// <summary>Makes the moves the settle rule names, at most one send per run. No intent committed, no send.</summary>
internal sealed class StepRunner(IEffectStore effects, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestPending = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPending = TimeSpan.FromHours(1);

    public async Task<StepReport> RunAsync(StepContext step, StepProgress progress, CancellationToken cancel)
    {
        var hasTried = false;
        while (true)
        {
            var effect = await effects.FindAsync(step.Key, cancel);
            var facts = new SettleFacts(step.Step, effect, progress, time.GetUtcNow());
            var move = SettleRule.Next(facts);
            switch (move.Kind)
            {
                case SettleMoveKind.Done: return Report(StepReportKind.Done, facts, step, effect!.Detail ?? "done");
                case SettleMoveKind.Refused: return Report(StepReportKind.Refused, facts, step, effect!.Detail ?? "refused");
                case SettleMoveKind.Park: return Report(StepReportKind.Park, facts, step, Because(move.Why, effect));
                case SettleMoveKind.Wait: return Report(StepReportKind.Wait, facts, step, move.Why) with { Wait = move.Wait };
                case SettleMoveKind.ConfirmNotDone:
                    await RecordAsync(step, EffectStatus.NotDone, null, "not found at the target after the settle window", cancel);
                    progress = progress with { NotFoundSince = null, NotFoundAt = null, LooksUpFirst = false };
                    break;
                // The workflow waits between two tries, so that a restart in between loses nothing.
                case SettleMoveKind.LookUp when hasTried && progress.PendingSince is { } since:
                    return Report(StepReportKind.Wait, facts, step, Because("the target is asked again", effect)) with { Wait = PendingPause(facts.Now - since) };
                case SettleMoveKind.Send or SettleMoveKind.LookUp when hasTried && (move.Kind == SettleMoveKind.Send || progress.FailedLookUps > 0):
                    return Report(StepReportKind.Wait, facts, step, Because("another try follows", effect)) with { Wait = Pause(facts) };
                case SettleMoveKind.Send when effect?.Status is null or EffectStatus.NotDone && await ChangedAsync(step, progress, cancel) is { } stop:
                    return Report(stop.Kind, facts, step, stop.Why) with { Wait = Pause(facts), Progress = stop.Progress };
                case SettleMoveKind.Send:
                    hasTried = true;
                    var sent = await SendAsync(step, progress, cancel);
                    if (sent.Frozen is { } contradiction) return Report(StepReportKind.Park, facts, step, contradiction) with { IsOutcomeKnown = false };
                    progress = sent.Progress;
                    break;
                default:
                    hasTried = true;
                    var looked = await LookUpAsync(step, progress, cancel);
                    if (looked.Frozen is { } mismatch) return Report(StepReportKind.Park, facts, step, mismatch) with { IsOutcomeKnown = false };
                    progress = looked.Progress;
                    break;
            }
        }
    }

    private async Task<(StepProgress Progress, string? Frozen)> SendAsync(StepContext step, StepProgress progress, CancellationToken cancel)
    {
        FailPoint.Hit("W2");
        var intended = await effects.IntendAsync(step.Key, step.Call.IdempotencyKey, step.Digest, Intent(step), cancel);
        if (intended.Status != EffectStatus.Intended) return (progress, null);

        var answer = await step.Target.SendAsync(step.Call, cancel);
        FailPoint.Hit("W4");
        var status = answer.Verdict switch
        {
            TargetVerdict.Done => EffectStatus.Done,
            TargetVerdict.Refused => EffectStatus.Refused,
            TargetVerdict.NotSent => EffectStatus.NotDone,
            _ => EffectStatus.Unknown,
        };
        await RecordAsync(step, status, answer.Reference, answer.Detail, cancel);
        var seen = progress with { NotFoundSince = null, NotFoundAt = null, FailedLookUps = 0, LooksUpFirst = false, PendingSince = null };
        if (answer.Verdict == TargetVerdict.Pending) return (seen with { PendingSince = time.GetUtcNow() }, null);
        if (status == EffectStatus.Unknown) seen = seen with { UnknownSends = seen.UnknownSends + 1 };
        return (seen, answer.Verdict == TargetVerdict.Mismatch ? $"frozen: {answer.Detail}" : null);
    }

    private async Task<(StepProgress Progress, string? Frozen)> LookUpAsync(StepContext step, StepProgress progress, CancellationToken cancel)
    {
        var answer = await step.Target.LookUpAsync(step.Call, cancel);
        var now = time.GetUtcNow();
        switch (answer.Verdict)
        {
            case LookUpVerdict.Found:
                await RecordAsync(step, EffectStatus.Done, answer.Reference, $"found at the target: {answer.Detail}", cancel);
                return (progress, null);
            case LookUpVerdict.Mismatch:
                await RecordAsync(step, EffectStatus.Unknown, answer.Reference, answer.Detail, cancel);
                return (progress, $"frozen: {answer.Detail}");
            case LookUpVerdict.Failed:
                await RecordAsync(step, EffectStatus.Refused, answer.Reference, $"found at the target: {answer.Detail}", cancel);
                return (progress with { PendingSince = null, LooksUpFirst = false }, null);
            case LookUpVerdict.Pending:
                await RecordAsync(step, EffectStatus.Unknown, answer.Reference, answer.Detail, cancel);
                return (progress with { PendingSince = progress.PendingSince ?? now, FailedLookUps = 0 }, null);
            case LookUpVerdict.NotFound:
                return (progress with { PendingSince = null, NotFoundSince = progress.NotFoundSince ?? now, NotFoundAt = now, FailedLookUps = 0 }, null);
            default:
                return (progress with { FailedLookUps = progress.FailedLookUps + 1 }, null);
        }
    }

    // An approval is of a state as well: what changed before anything was sent is not sent silently.
    private static async Task<(StepReportKind Kind, string Why, StepProgress Progress)?> ChangedAsync(StepContext step, StepProgress progress, CancellationToken cancel)
    {
        if (step.Guards is not { } guards || await guards.FindChangeAsync(cancel) is not { } finding) return null;
        if (finding.Change is { } change) return (StepReportKind.Park, $"{change} Nothing was sent; abandon it and have it asked again, or replay it once the state is as approved.", progress);
        var failed = progress.FailedReadings + 1;
        return failed <= step.Step.Retries
            ? (StepReportKind.Wait, finding.Unread, progress with { FailedReadings = failed })
            : (StepReportKind.Park, $"{finding.Unread}; nothing was sent", progress);
    }

    private Task<EffectRecord> RecordAsync(StepContext step, EffectStatus status, string? reference, string detail, CancellationToken cancel)
    {
        var shown = detail.Length <= 500 ? detail : detail[..500];
        var entry = LedgerLines.About(
            step.Stored, LedgerKinds.EffectRecorded, LedgerLines.ExecutionWorker, $"{What(step)} at {step.Step.Target}: {shown}",
            new() { ["step"] = step.Step.Name, ["isCompensation"] = step.Key.IsCompensation, ["status"] = JsonSerializer.SerializeToNode(status), ["reference"] = reference });
        return effects.RecordAsync(step.Key, status, reference, shown, entry, cancel);
    }

    private static LedgerEntry Intent(StepContext step) => LedgerLines.About(
        step.Stored, LedgerKinds.EffectIntended, LedgerLines.ExecutionWorker, $"{What(step)} is about to be sent to {step.Step.Target}.",
        new()
        {
            ["step"] = step.Step.Name, ["isCompensation"] = step.Key.IsCompensation, ["operation"] = step.Call.Operation, ["host"] = step.Call.Host,
            ["key"] = step.Call.IdempotencyKey, ["digest"] = step.Digest,
        });

    private static string What(StepContext step) => step.Key.IsCompensation ? $"Undoing {step.Step.Name}" : step.Step.Name;

    private static string Because(string why, EffectRecord? effect) => effect?.Detail is { Length: > 0 } detail ? $"{why} ({detail})" : why;

    // As long again as it has taken so far: a bank's days are not asked about every second.
    private static TimeSpan PendingPause(TimeSpan so) => so < ShortestPending ? ShortestPending : so > LongestPending ? LongestPending : so;

    private static TimeSpan Pause(SettleFacts facts)
    {
        var tries = Math.Max(Math.Max(facts.Sends, facts.Progress.FailedLookUps), facts.Progress.FailedReadings);
        var pause = TimeSpan.FromSeconds(1 << Math.Clamp(tries - 1, 0, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static StepReport Report(StepReportKind kind, SettleFacts facts, StepContext step, string detail) => new(
        kind, detail.Length <= 500 ? detail : string.Create(CultureInfo.InvariantCulture, $"{detail[..499]}…"), TimeSpan.Zero, facts.Progress,
        facts.Effect?.Attempts ?? 0, !facts.IsUnknown, step.Owner);
}
