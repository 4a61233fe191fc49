using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Ops;

/// <summary>Requests in front of ops, and what ops did about them.</summary>
public interface IOpsStore
{
    /// <summary>Puts a request in front of ops: state, parked step and ledger rows in one transaction; safe to repeat.</summary>
    Task ParkAsync(ParkedStep parked, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>Everything that waits for ops, oldest first.</summary>
    Task<IReadOnlyList<ParkedStep>> ListAsync(CancellationToken cancel);

    /// <summary>Finds the parked step of a request; null when it does not wait for ops.</summary>
    Task<ParkedStep?> FindAsync(RequestId request, CancellationToken cancel);

    /// <summary>Commits an intervention with its ledger row and its message to the workflow; false when the request does not wait for ops.</summary>
    Task<bool> InterveneAsync(Intervention intervention, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Commits, before the engine is asked, that the workflow is started over; false when an effect was intended meanwhile. Safe to repeat.</summary>
    Task<bool> ResetAsync(Intervention intervention, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Takes the oldest intervention the workflow has not acted on, and unparks the request; null when there is none. Safe to repeat by token.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">Names the taking, so that a repeated call returns the same intervention.</param>
    /// <param name="cancel">Stops before commit only.</param>
    Task<Intervention?> TakeAsync(RequestId request, string token, CancellationToken cancel);
}
