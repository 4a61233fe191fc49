namespace Hitl.Escalations.Cards;

/// <summary>A card that does not show the truth yet: to be posted, updated or reminded.</summary>
/// <param name="Key">Which card.</param>
/// <param name="DeliveryId">Opaque id carried in the message's metadata, by which a post with a lost answer is found again.</param>
/// <param name="Location">Where it is; null when it was never posted, or the answer to the post was lost.</param>
/// <param name="WantedVersion">Version of the truth to be shown; grows with every change.</param>
/// <param name="Attempts">Tries so far; 0 for the first.</param>
/// <param name="Reminder">Ordinal of a reminder to send in the card's thread; 0 for none.</param>
/// <param name="FirstTriedAt">The first try, UTC, that may have posted it: look for the delivery id from then on before posting again. Null when there was none.</param>
public sealed record CardJob(
    CardKey Key, string DeliveryId, CardLocation? Location, long WantedVersion, int Attempts, int Reminder, DateTimeOffset? FirstTriedAt)
{
    /// <summary>Whether the try before showed the card and only its reminder was put off. Default no.</summary>
    public bool OwesReminderOnly { get; init; }
}
