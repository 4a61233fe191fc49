namespace Hitl.Escalations.Cards;

/// <summary>Where digests are shown (Slack). Answers instead of throwing for what the surface does.</summary>
public interface IDigestSurface
{
    /// <summary>Posts a digest to the person's direct messages, or brings a posted one to the face given.</summary>
    Task<CardDelivery> ShowAsync(DigestFace face, string surfaceUser, CardLocation? location, string deliveryId, CancellationToken cancel);

    /// <summary>Looks for messages carrying the delivery id, posted since a moment.</summary>
    Task<IReadOnlyList<CardLocation>> FindAsync(string surfaceUser, string deliveryId, DateTimeOffset since, CancellationToken cancel);
}
