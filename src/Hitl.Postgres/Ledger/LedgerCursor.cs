namespace Hitl.Postgres.Ledger;

/// <summary>A place in the ledger to read on from.</summary>
/// <param name="At">Time of the last row read, UTC.</param>
/// <param name="No">Its number.</param>
public sealed record LedgerCursor(DateTimeOffset At, long No);
