using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Cards;

/// <summary>The digests we owe: one message for each person whose open places are all taken.</summary>
public interface IDigestOutbox
{
    /// <summary>Takes every digest that does not show what waits, hidden from others for the length of the lease.</summary>
    Task<IReadOnlyList<DigestJob>> ClaimAsync(TimeSpan lease, CancellationToken cancel);

    /// <summary>The digest shows what the job says; the entries are written when it names something for the first time.</summary>
    Task ShownAsync(DigestJob job, CardLocation location, IReadOnlyList<LedgerEntry> told, CancellationToken cancel);

    /// <summary>The digest could not be shown; try again after a while. One that is gone is posted anew.</summary>
    Task FailedAsync(DigestJob job, string error, TimeSpan retryAfter, bool isGone, CancellationToken cancel);
}
