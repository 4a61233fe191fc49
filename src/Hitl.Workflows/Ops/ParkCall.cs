using Hitl.Escalations.Ids;

namespace Hitl.Workflows.Ops;

/// <summary>A step that needs a person of ops.</summary>
/// <param name="Request">The request.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Step">The step.</param>
/// <param name="IsCompensation">Whether it is the undoing.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Owner">Role that owns it.</param>
public sealed record ParkCall(RequestId Request, int Revision, string Step, bool IsCompensation, string Reason, string Owner);
