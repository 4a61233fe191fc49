using Hitl.Escalations.Cards;

namespace Hitl.Postgres.Requests;

/// <summary>A card as the outbox knows it.</summary>
/// <param name="Key">Which card.</param>
/// <param name="Location">Where it is; null when it never reached Slack.</param>
/// <param name="State"><c>current</c>, <c>pending</c> (to be posted or updated) or <c>undelivered</c> (given up).</param>
/// <param name="Error">What the last try said, if it failed.</param>
public sealed record CardView(CardKey Key, CardLocation? Location, string State, string? Error);
