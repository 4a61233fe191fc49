using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Execution;

/// <summary>What was sent to targets and what became of it. No intent committed, no send.</summary>
public interface IEffectStore
{
    /// <summary>Commits the intent to send once more: inserts the effect or counts another attempt; refused once the effect is done or refused.</summary>
    /// <returns>The effect afterwards. Send only if its status is <see cref="EffectStatus.Intended"/>.</returns>
    Task<EffectRecord> IntendAsync(EffectKey key, string idempotencyKey, string digest, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Commits what became of a send or a look-up. A done effect never changes again.</summary>
    Task<EffectRecord> RecordAsync(EffectKey key, EffectStatus status, string? reference, string? detail, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Finds an effect; null when nothing was ever intended.</summary>
    Task<EffectRecord?> FindAsync(EffectKey key, CancellationToken cancel);

    /// <summary>All effects of a request, in the order they were first intended.</summary>
    Task<IReadOnlyList<EffectRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel);
}
