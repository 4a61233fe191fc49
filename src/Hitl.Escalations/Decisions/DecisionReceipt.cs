namespace Hitl.Escalations.Decisions;

/// <summary>What the inbox answered to one decision. Exactly one of the three shapes holds.</summary>
/// <param name="Recorded">The decision as committed, when this call committed it.</param>
/// <param name="Earlier">The same person's earlier decision on this stage, when there was one; nothing changed.</param>
/// <param name="Closed">How the stage had ended, when it was no longer open; nothing changed.</param>
/// <param name="ClosedBy">The decision that settled it, if a decision did.</param>
public sealed record DecisionReceipt(Decision? Recorded, Decision? Earlier, Stages.StageStatus? Closed, Decision? ClosedBy);
