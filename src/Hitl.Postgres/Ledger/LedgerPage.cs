using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>One page of ledger rows, oldest first.</summary>
/// <param name="Rows">The page.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerRow> Rows, LedgerCursor? Next);
