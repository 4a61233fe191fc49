namespace Hitl.Workflows.Execution;

/// <summary>What the last check said.</summary>
/// <param name="IsGranted">Whether execution may begin.</param>
/// <param name="Refusal">Why not, in one sentence; null when granted.</param>
/// <param name="MayAskAgain">Whether people may be asked afresh: the approval is too old or an approver lost the authority. Never after tampering or a denial.</param>
public sealed record Authorization(bool IsGranted, string? Refusal, bool MayAskAgain)
{
    /// <summary>Whether the world changed since it was approved: it goes back to people as often as that happens.</summary>
    public bool HasChanged { get; init; }
}
