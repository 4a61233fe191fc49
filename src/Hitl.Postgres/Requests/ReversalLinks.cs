using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Postgres.Requests;

/// <summary>Finds undoings by the keys the desk of reversals asks under.</summary>
internal sealed class ReversalLinks(RequestQueries queries) : IReversalLinks
{
    public async Task<ReversalLink?> FindAsync(RequestId original, CancellationToken cancel)
    {
        var known = await queries.UnderKeysAsync(ActionReversal.Desk, ActionReversal.KeyOf(original, ""), cancel);
        return known.Count == 0 ? null : new(known[^1].Request, known[^1].State);
    }
}
