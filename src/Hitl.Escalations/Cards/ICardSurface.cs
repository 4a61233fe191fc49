namespace Hitl.Escalations.Cards;

/// <summary>Where cards are shown (Slack). Answers instead of throwing for what the surface does.</summary>
public interface ICardSurface
{
    /// <summary>Posts a new card to the person's direct messages. At least once: see <see cref="FindAsync"/>.</summary>
    Task<CardDelivery> PostAsync(CardFace face, string surfaceUser, string deliveryId, CancellationToken cancel);

    /// <summary>Brings a posted card to the face given; buttons vanish when it is closed.</summary>
    Task<CardDelivery> UpdateAsync(CardFace face, CardLocation location, string deliveryId, CancellationToken cancel);

    /// <summary>Looks for messages carrying the delivery id, posted since a moment; the first is the card, the others duplicates.</summary>
    Task<IReadOnlyList<CardLocation>> FindAsync(string surfaceUser, string deliveryId, DateTimeOffset since, CancellationToken cancel);

    /// <summary>Replaces a duplicate by a line that says so.</summary>
    Task<CardDelivery> RetireAsync(CardLocation location, CancellationToken cancel);

    /// <summary>Sends a reminder in the card's thread.</summary>
    Task<CardDelivery> RemindAsync(CardFace face, CardLocation location, CancellationToken cancel);
}
