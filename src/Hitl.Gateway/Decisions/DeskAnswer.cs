using Hitl.Escalations.Decisions;

namespace Hitl.Gateway.Decisions;

/// <summary>What became of an attempt: exactly one is set.</summary>
/// <param name="Recorded">The decision as committed.</param>
/// <param name="Refusal">Why it does not count.</param>
internal sealed record DeskAnswer(Decision? Recorded, DecisionRefusal? Refusal)
{
    public static implicit operator DeskAnswer(DecisionRefusal refusal) => new(null, refusal);
}
