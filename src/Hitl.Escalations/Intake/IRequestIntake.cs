using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Intake;

/// <summary>The door's side of requests: submit and withdraw, each one transaction with its ledger row and its message to the workflow.</summary>
public interface IRequestIntake
{
    /// <summary>Stores a request, its idempotency key, its ledger row and the intent to start its workflow, or finds what the key named before.</summary>
    /// <param name="request">The request as accepted.</param>
    /// <param name="key">The caller's idempotency key, scoped to its actor, 1–255 printable ASCII characters.</param>
    /// <param name="bodyHash">SHA-256 of the canonical body, 64 hex digits.</param>
    /// <param name="entry">Its ledger row, written only for a new request.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <param name="also">A second ledger row, about another request that this one is linked to.</param>
    Task<IntakeReceipt> SubmitAsync(ActionRequest request, string key, string bodyHash, LedgerEntry entry, CancellationToken cancel, LedgerEntry? also = null);

    /// <summary>Withdraws a request whose execution has not begun, closes its open stage and tells the workflow.</summary>
    /// <returns>The request afterwards; null when there is none. Its <c>WithdrawnAt</c> stays null when execution had begun or it had ended.</returns>
    Task<StoredRequest?> WithdrawAsync(RequestId id, string reason, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Counts an actor's requests that have not ended.</summary>
    Task<int> OpenCountAsync(ActorId actor, CancellationToken cancel);

    /// <summary>Writes a ledger row that goes with no state change, such as a refused attempt.</summary>
    Task RecordAsync(LedgerEntry entry, CancellationToken cancel);
}
