namespace Hitl.Client.Requests;

/// <summary>A request with everything that happened to it, oldest first.</summary>
/// <param name="Request">The request now.</param>
/// <param name="Entries">Its ledger rows, oldest first.</param>
/// <param name="Parked">What waits for ops; null when nothing does.</param>
public sealed record TimelineView(RequestView Request, IReadOnlyList<Audit.LedgerRow> Entries, Ops.ParkedView? Parked);
