namespace Hitl.Escalations.Cards;

/// <summary>An answer that is still to be shown to whoever asked.</summary>
/// <param name="Question">The question with its answer.</param>
/// <param name="Card">The asker's card, in whose thread the answer belongs.</param>
public sealed record UntoldAnswer(AskedQuestion Question, CardLocation Card);
