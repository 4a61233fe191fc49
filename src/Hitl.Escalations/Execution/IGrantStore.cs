using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Execution;

/// <summary>Grants, one per revision, issued in the transaction that also checks that the request was not withdrawn.</summary>
public interface IGrantStore
{
    /// <summary>Issues the grant and moves the request to executing, or returns the one already issued for the same digest.</summary>
    /// <returns>Null when the request was withdrawn or has ended: nothing may run.</returns>
    Task<Grant?> IssueAsync(Grant grant, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Finds the grant of a revision; null when none was issued.</summary>
    Task<Grant?> FindAsync(RequestId request, int revision, CancellationToken cancel);
}
