using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;

namespace Hitl.Tests.Activities.Cards;

/// <summary>Nobody has more open cards than fit.</summary>
internal sealed class NoDigests : IDigestOutbox
{
    public Task<IReadOnlyList<DigestJob>> ClaimAsync(TimeSpan lease, CancellationToken cancel) => Task.FromResult<IReadOnlyList<DigestJob>>([]);

    public Task ShownAsync(DigestJob job, CardLocation location, IReadOnlyList<LedgerEntry> told, CancellationToken cancel) => Task.CompletedTask;

    public Task FailedAsync(DigestJob job, string error, TimeSpan retryAfter, bool isGone, CancellationToken cancel) => Task.CompletedTask;
}
