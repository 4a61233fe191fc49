using Hitl.Escalations.Ids;

namespace Hitl.Workflows.Execution;

/// <summary>Which step to make a move on. It names; what is sent comes from the stored consent record.</summary>
/// <param name="Request">The request.</param>
/// <param name="Revision">The revision granted.</param>
/// <param name="Step">The step's name.</param>
/// <param name="IsCompensation">Whether it is the undoing of the step.</param>
/// <param name="Progress">What this round of tries has seen so far.</param>
public sealed record StepCall(RequestId Request, int Revision, string Step, bool IsCompensation, StepProgress Progress);
