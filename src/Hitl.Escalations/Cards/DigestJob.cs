using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>A person's digest that does not name what waits for them.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="DeliveryId">Opaque id carried in the message's metadata, by which a post with a lost answer is found again.</param>
/// <param name="Location">Where it is; null while there is none.</param>
/// <param name="Attempts">Tries so far; 0 for the first.</param>
/// <param name="FirstTriedAt">When this one was first tried, UTC.</param>
/// <param name="Fingerprint">Names what it should show.</param>
/// <param name="Waiting">How many wait without a card of their own.</param>
/// <param name="Stages">The oldest of them, at most 1,000, in the order they were owed.</param>
/// <param name="Untold">Which of them no digest has named yet.</param>
public sealed record DigestJob(
    PersonId Person, string DeliveryId, CardLocation? Location, int Attempts, DateTimeOffset? FirstTriedAt, string Fingerprint, int Waiting,
    IReadOnlyList<StageKey> Stages, IReadOnlyList<StageKey> Untold);
