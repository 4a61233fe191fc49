using Hitl.Client.Requests;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Audit;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Ops;
using Hitl.Proof;

namespace Hitl.Gateway.Requests;

/// <summary>A request, its ledger rows and what waits for ops, as one view.</summary>
internal sealed class TimelineReader(RequestReader reader, IOpsStore ops)
{
    public async Task<TimelineView> ReadAsync(StoredRequest stored, IReadOnlyList<LedgerRow> rows, Caller caller, CancellationToken cancel)
    {
        var parked = stored.State == RequestState.WaitingForOps ? await ops.FindAsync(stored.Request.Id, cancel) : null;
        return new(await reader.ReadAsync(stored, caller, cancel), [.. rows.Select(LedgerViews.Of)], parked is null ? null : ParkedViews.Of(parked, stored));
    }
}
