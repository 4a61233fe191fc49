namespace Hitl.Client.Audit;

/// <summary>One page of ledger rows, oldest first.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">Pass as <c>cursor</c> for the next page; null on the last.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerRow> Items, string? Next);
