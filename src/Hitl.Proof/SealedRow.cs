namespace Hitl.Proof;

/// <summary>A seal with the row it names; null when the row is gone.</summary>
internal sealed record SealedRow(Seal Seal, LedgerRow? Row);
