using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Decisions;

/// <summary>Where decisions become true: one insert, unique by request, revision, stage and human, committed with its ledger row.</summary>
public interface IDecisionInbox
{
    /// <summary>
    /// Commits a decision if its stage is open, and queues the signal to the workflow in the same transaction. A denial, or the approval that
    /// completes the quorum, closes the stage there and then, so of two simultaneous verdicts exactly one wins.
    /// </summary>
    /// <param name="decision">With its MAC.</param>
    /// <param name="deliveryId">Identity of the delivery (a click may come more than once); the same one again answers as the first time.</param>
    /// <param name="entry">Its ledger row.</param>
    /// <param name="identities">Who is who: a second id of somebody who has decided finds the earlier decision, also when both click at once.</param>
    /// <param name="cancel">Stops before commit only.</param>
    Task<DecisionReceipt> RecordAsync(Decision decision, string deliveryId, LedgerEntry entry, IdentityGraph identities, CancellationToken cancel);
}
