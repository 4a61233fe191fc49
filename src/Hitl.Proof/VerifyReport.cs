namespace Hitl.Proof;

/// <summary>What a verification found.</summary>
/// <param name="Rows">Sealed rows checked.</param>
/// <param name="Checkpoints">Checkpoints checked.</param>
/// <param name="Head">The last sequence of the chain; 0 for an empty one.</param>
/// <param name="HeadLink">The chain's last hash, 64 hex digits; zeros for an empty one.</param>
/// <param name="Signed">The last sequence a signed checkpoint vouches for, with nothing wrong before it; 0 for none. Rows after it are chained, not signed yet.</param>
/// <param name="Unsealed">Rows not sealed yet.</param>
/// <param name="Findings">What is wrong, at most 100; empty means the ledger verifies.</param>
public sealed record VerifyReport(
    long Rows, int Checkpoints, long Head, string HeadLink, long Signed, long Unsealed, IReadOnlyList<VerifyFinding> Findings)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsIntact => Findings.Count == 0;
}
