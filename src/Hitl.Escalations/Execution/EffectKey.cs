using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Execution;

/// <summary>Names one effect: a step or its compensation, of one revision. Never a run or an attempt, so a reset cannot repeat it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Step">The step's name.</param>
/// <param name="IsCompensation">True for the undoing of the step.</param>
public sealed record EffectKey(RequestId Request, int Revision, string Step, bool IsCompensation);
