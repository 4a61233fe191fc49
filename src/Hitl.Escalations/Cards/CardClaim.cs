using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Cards;

/// <summary>Somebody said that they are looking at it; others need not, and still may decide.</summary>
/// <param name="Person">Who.</param>
/// <param name="Until">Until when the claim stands, UTC.</param>
public sealed record CardClaim(PersonId Person, DateTimeOffset Until);
