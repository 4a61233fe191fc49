using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Desk;

/// <summary>Every card that asks for work, until Slack shows the truth.</summary>
public interface IDeskCards
{
    /// <summary>People should have a card about a subject, reminded so often; a card that is there and was reminded as often is left alone.</summary>
    Task WantAsync(string kind, string subject, IReadOnlyList<PersonId> people, int reminder, CancellationToken cancel);

    /// <summary>What the cards of a subject show has changed.</summary>
    Task ChangedAsync(string kind, string subject, CancellationToken cancel);

    /// <summary>Takes due jobs, hidden from others for the length of the lease, oldest first.</summary>
    Task<IReadOnlyList<DeskCardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel);

    /// <summary>The card is at a location and shows what was wanted when the job was claimed.</summary>
    Task ShownAsync(DeskCardJob job, CardLocation location, CancellationToken cancel);

    /// <summary>The job failed; try again at a time, or never when <paramref name="retryAt"/> is null.</summary>
    Task FailedAsync(DeskCardJob job, string error, DateTimeOffset? retryAt, CancellationToken cancel);

    /// <summary>Whose card is at a location; null when none of ours is.</summary>
    Task<DeskCardKey?> AtAsync(CardLocation location, CancellationToken cancel);
}
