namespace Hitl.Client.Audit;

/// <summary>What a verification of the ledger found.</summary>
/// <param name="IsIntact">True when nothing is wrong.</param>
/// <param name="Rows">Sealed rows checked.</param>
/// <param name="Unsealed">Rows committed and not sealed yet.</param>
/// <param name="Checkpoints">Signed checkpoints checked.</param>
/// <param name="Head">Hash of the chain's head, 64 hex digits; null when empty.</param>
/// <param name="Problems">What is wrong, one sentence each; at most 100.</param>
public sealed record LedgerVerification(
    bool IsIntact, long Rows, long Unsealed, long Checkpoints, string? Head, IReadOnlyList<string> Problems);
