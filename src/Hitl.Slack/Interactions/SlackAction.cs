namespace Hitl.Slack.Interactions;

/// <summary>One pressed element.</summary>
/// <param name="ActionId">Our name for it, from <see cref="SlackActionIds"/>.</param>
/// <param name="BlockId">The block it is in.</param>
/// <param name="Type">Its kind, such as <c>button</c>.</param>
/// <param name="Value">What the button carries: a card token.</param>
/// <param name="ActionTs">When it was pressed; the same for every delivery of one press.</param>
public sealed record SlackAction(string? ActionId, string? BlockId, string? Type, string? Value, string? ActionTs);
