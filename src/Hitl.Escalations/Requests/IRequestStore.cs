using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Requests;

/// <summary>Requests as the workflow moves them. Methods are safe to repeat: a move already made changes nothing and writes no second ledger row.</summary>
public interface IRequestStore
{
    /// <summary>Finds a request; null when there is none.</summary>
    Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancel);

    /// <summary>Stores the evaluation of the request's revision and its state after it, once.</summary>
    Task<StoredRequest> RecordEvaluationAsync(
        RequestId id, Evaluation evaluation, string? digest, RequestState state, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>Moves the request to a state with its ledger rows, and marks its cards for an update, in one transaction.</summary>
    /// <param name="id">The request.</param>
    /// <param name="to">The state to enter; a final state is never left again.</param>
    /// <param name="outcome">One sentence shown on card, API and console.</param>
    /// <param name="entries">Written only if the move happens.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <returns>The request afterwards; compare its state to see whether the move happened.</returns>
    Task<StoredRequest> MoveAsync(RequestId id, RequestState to, string outcome, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>What was asked in an earlier revision that an approver narrowed; null when there is none.</summary>
    Task<ActionRequest?> FindRevisionAsync(RequestId id, int revision, CancellationToken cancel);

    /// <summary>Every revision that another one took the place of, oldest first: a card that was shown keeps showing what stood on it.</summary>
    Task<IReadOnlyList<PastRevision>> PastAsync(RequestId id, CancellationToken cancel);

    /// <summary>
    /// Begins the next revision of a request that people are deciding, with what an approver narrowed it to. The record before it is kept beside it,
    /// its stages close, its cards are marked for an update, and its workflow is woken to ask afresh, all in one transaction.
    /// </summary>
    /// <param name="narrowed">The request as it is to be; its revision is the current one plus 1.</param>
    /// <param name="by">Who narrowed it.</param>
    /// <param name="entry">Written only if the revision begins.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <returns>The request afterwards; compare its revision to see whether it began.</returns>
    Task<StoredRequest> EditAsync(ActionRequest narrowed, PersonId by, LedgerEntry entry, CancellationToken cancel);

    /// <summary>
    /// Begins the next revision of a request whose approval no longer holds. The request stays as it was asked; evaluation, digest and outcome are
    /// cleared and its state is received again, so that people are asked afresh. The cards of the revision before are marked for an update.
    /// </summary>
    /// <param name="id">The request.</param>
    /// <param name="revision">The revision to begin: the current one plus 1. With the current one nothing changes, so a repeated call is safe.</param>
    /// <param name="entries">Written only if the revision begins.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <returns>The request afterwards; one that was withdrawn, has ended or has begun to execute is returned unchanged.</returns>
    Task<StoredRequest> ReviseAsync(RequestId id, int revision, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);
}
