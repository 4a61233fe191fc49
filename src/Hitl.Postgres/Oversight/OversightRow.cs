using Hitl.Escalations.Ids;

namespace Hitl.Postgres.Oversight;

/// <summary>How one person oversaw one action over a stretch of time.</summary>
/// <param name="Person">Who was asked.</param>
/// <param name="Action">About what.</param>
/// <param name="Asked">How often they were asked.</param>
/// <param name="Seen">How often a card reached them.</param>
/// <param name="Opened">How often they had the whole request in front of them.</param>
/// <param name="Approved">How often they approved.</param>
/// <param name="Denied">How often they denied.</param>
/// <param name="Edited">How often they narrowed it.</param>
/// <param name="Flagged">How often they flagged the suggestion.</param>
/// <param name="Abandoned">How often the stage ran out although they had been asked and had not decided.</param>
/// <param name="MedianSeconds">From card visible to decision, median; null without a decision on a card.</param>
/// <param name="SlowSeconds">The same, 90th of a hundred.</param>
/// <param name="Hasty">Decisions within five seconds of the card being visible.</param>
public sealed record OversightRow(
    PersonId Person, ActionName Action, int Asked, int Seen, int Opened, int Approved, int Denied, int Edited, int Flagged, int Abandoned, double? MedianSeconds, double? SlowSeconds,
    int Hasty);
