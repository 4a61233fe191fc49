using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Intake;

/// <summary>What the intake answered.</summary>
/// <param name="Request">The request of this key: the new one, or the one the key already named.</param>
/// <param name="IsReplay">True when the key was used before with the same body.</param>
/// <param name="IsMismatch">True when the key was used before with another body; nothing was stored.</param>
public sealed record IntakeReceipt(StoredRequest Request, bool IsReplay, bool IsMismatch);
