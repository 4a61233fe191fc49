using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets;

/// <summary>The way of every call to a target: faults before, idempotency key, the operation, faults after.</summary>
internal sealed class TargetDesk(FaultBook faults)
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);

    /// <param name="perform">Judges and does it, under the journal's lock; what it keeps and the reply are one journal line.</param>
    public async Task WriteAsync(HttpContext context, Target target, TargetCall call, Func<FaultSet, TargetReply> perform)
    {
        var hit = faults.Take(target.Name, FaultKinds.TargetWrites, "write", call.Subjects);
        var step = new TargetStep(context, target, call, hit, "write");
        if (!target.Begin(call.Key))
        {
            await step.AnswerAsync(TargetErrors.InProgress());
            return;
        }

        try
        {
            if (await step.FailsAsync()) return;
            await DoAsync(step, perform);
        }
        finally
        {
            target.End(call.Key);
        }
    }

    /// <summary>A read; it shares the outages but never has an effect.</summary>
    /// <param name="read">Sees effects older than the given time only, which is how a look-up lags.</param>
    public async Task LookUpAsync(HttpContext context, Target target, TargetCall call, Func<DateTimeOffset, TargetReply> read)
    {
        var hit = faults.Take(target.Name, FaultKinds.TargetLookups, "lookup", call.Subjects);
        var step = new TargetStep(context, target, call, hit, "lookup");
        if (await step.FailsAsync()) return;
        if (hit.Find("lookup_unavailable") is { } gone)
        {
            await step.AnswerAsync(TargetErrors.Unavailable(gone));
            return;
        }

        var asOf = target.Now - (hit.Find("lookup_lags")?.Length() ?? TimeSpan.Zero);
        await step.AnswerAsync(hit.Find("lookup_404") is not null ? TargetErrors.NotFound() : target.Journal.Change(() => read(asOf)));
    }

    private async Task DoAsync(TargetStep step, Func<FaultSet, TargetReply> perform)
    {
        var (target, call, hit) = (step.Target, step.Call, step.Hit);
        if (hit.Find("forget_keys") is not null) target.Journal.Change(() => { target.Replies.Clear(); return true; });
        if (Replay(target, call, hit) is { } stored)
        {
            await step.AnswerAsync(stored, replayed: true);
            return;
        }

        var reply = target.Journal.Change(() =>
        {
            var reply = hit.Find("stored_500") is { } broken ? TargetErrors.Broken(broken) : perform(hit);
            if (hit.Find("effect_delayed") is { } delayed && reply.Effect is { } effect)
                reply = reply with { Effect = target.Keep(effect with { EffectiveAt = target.Now + delayed.Length() }) };
            if (call.Key is not null && reply.Stored)
                target.Replies.Put(call.Key, new(call.Fingerprint, reply.Status, WireJson.Copy(reply.Body)!, target.Now, reply.Effect?.EffectiveAt ?? target.Now));
            return reply;
        });
        await step.FinishAsync(reply);
    }

    /// <summary>What the key already stands for; null when it is new or has been forgotten.</summary>
    private static TargetReply? Replay(Target target, TargetCall call, FaultSet hit) => target.Journal.Change(() =>
    {
        var life = hit.Find("key_life")?.Length() ?? KeyLife;
        if (call.Key is null || !target.Replies.TryFind(call.Key, out var stored) || target.Now - stored.At >= life) return null;
        if (stored.Fingerprint != call.Fingerprint) return TargetErrors.KeyReused();
        return stored.ReadyAt > target.Now ? TargetErrors.InProgress() : new TargetReply(stored.Status, WireJson.Copy(stored.Body)!);
    });
}
