namespace Hitl.Client.Catalogs;

/// <summary>Requests of one actor for one action that no rule covered, or asks of one actor for an action that the catalog does not know.</summary>
/// <param name="Action">The action.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Sentence">What the newest of them was told.</param>
/// <param name="Count">How many.</param>
/// <param name="LastAt">When the newest was, UTC.</param>
/// <param name="Last">The newest; null for an unknown action, of which no request is stored.</param>
public sealed record GapLine(string Action, string Actor, string Sentence, long Count, DateTimeOffset LastAt, string? Last);
