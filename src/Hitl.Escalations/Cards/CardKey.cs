using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>Names the card of one person in one stage; at most one is live at the end.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Person">Whom it was made for.</param>
public sealed record CardKey(StageKey Stage, PersonId Person);
