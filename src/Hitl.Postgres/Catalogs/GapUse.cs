using Hitl.Escalations.Ids;

namespace Hitl.Postgres.Catalogs;

/// <summary>Requests that no rule covered, or asks for an action that the catalog does not know.</summary>
/// <param name="Action">What was asked.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Sentence">What the newest of them was told.</param>
/// <param name="Count">How many.</param>
/// <param name="LastAt">When the newest reached its state, UTC.</param>
/// <param name="Last">The newest; null for an unknown action, of which nothing is stored but the ask.</param>
public sealed record GapUse(string Action, string Actor, string Sentence, long Count, DateTimeOffset LastAt, RequestId? Last);
