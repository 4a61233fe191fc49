namespace Hitl.Escalations.Cards;

/// <summary>Where a card is in Slack.</summary>
/// <param name="Channel">Channel id, as Slack returned it.</param>
/// <param name="MessageId">Slack's <c>ts</c>.</param>
public sealed record CardLocation(string Channel, string MessageId);
