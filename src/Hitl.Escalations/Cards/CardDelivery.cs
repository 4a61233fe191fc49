namespace Hitl.Escalations.Cards;

/// <summary>A surface's answer to one post, update or search.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Location">Where the card is, when shown.</param>
/// <param name="ShownHash">SHA-256 of the rendered message, 64 hex digits, when shown.</param>
/// <param name="RetryAfter">How long the surface asks us to wait, when later.</param>
/// <param name="Error">The surface's code, such as <c>channel_not_found</c>.</param>
public sealed record CardDelivery(CardDeliveryOutcome Outcome, CardLocation? Location, string? ShownHash, TimeSpan? RetryAfter, string? Error);
