using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>Every card we owe somebody, until Slack shows the truth.</summary>
public interface ICardOutbox
{
    /// <summary>Takes due jobs, hidden from others for the length of the lease, oldest first.</summary>
    Task<IReadOnlyList<CardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel);

    /// <summary>Takes the due jobs of one stage, hidden from others for the length of the lease.</summary>
    Task<IReadOnlyList<CardJob>> ClaimStageAsync(StageKey stage, TimeSpan lease, CancellationToken cancel);

    /// <summary>The card is where <paramref name="location"/> says and shows <paramref name="shownVersion"/>; the entry is written on first posting only.</summary>
    Task ShownAsync(CardJob job, CardLocation location, long shownVersion, LedgerEntry? posted, CancellationToken cancel);

    /// <summary>The job failed; try again at a time, or never when <paramref name="retryAt"/> is null.</summary>
    Task FailedAsync(CardJob job, string error, DateTimeOffset? retryAt, LedgerEntry? undelivered, CancellationToken cancel);

    /// <summary>The surface surely did not take the post, as when it limits us: try again at a time, and nothing has to be searched for because of this try.</summary>
    Task PutOffAsync(CardJob job, string error, DateTimeOffset retryAt, CancellationToken cancel);

    /// <summary>How many cards of a stage have a message id, that is, reached Slack.</summary>
    Task<int> DeliveredAsync(StageKey stage, CancellationToken cancel);

    /// <summary>How many people of a stage have no card and will get none: Slack refused it for good, or there is nowhere to send it.</summary>
    Task<int> GivenUpAsync(StageKey stage, CancellationToken cancel);
}
