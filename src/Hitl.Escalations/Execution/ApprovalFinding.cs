using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Execution;

/// <summary>What the last check found.</summary>
/// <param name="Refusal">Why nothing may run, in one sentence; null when it may.</param>
/// <param name="Approvers">Whose approvals the execution rests on; empty for an action allowed alone, and when refused.</param>
public sealed record ApprovalFinding(string? Refusal, IReadOnlyList<PersonId> Approvers)
{
    /// <summary>Whether execution may begin.</summary>
    public bool MayRun => Refusal is null;
}
