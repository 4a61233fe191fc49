namespace Hitl.Escalations.Cards;

/// <summary>That the person of a card may have what was executed undone.</summary>
/// <param name="Until">Until when, UTC; null without a limit.</param>
public sealed record UndoOffer(DateTimeOffset? Until);
