namespace Hitl.Slack.Cards;

/// <summary>One fact on a card: a label of ours outside, a value inside a box.</summary>
/// <param name="Label">Ours, or a parameter's plain name; never text that anybody else wrote.</param>
/// <param name="Value">Cleaned for showing.</param>
/// <param name="IsMaterial">Whether it says what will run, for whom, or for how much: shown whole or not decided here.</param>
internal sealed record CardFact(string Label, string Value, bool IsMaterial);
