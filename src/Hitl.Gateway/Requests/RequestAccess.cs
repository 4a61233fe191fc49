using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Callers;

namespace Hitl.Gateway.Requests;

/// <summary>Which requests a caller may know of: agents their own, people all. Another agent's request does not exist for an agent.</summary>
internal sealed class RequestAccess(IRequestStore requests)
{
    /// <summary>Finds a request the caller may see; null when there is none, and the caller cannot tell why.</summary>
    public async Task<StoredRequest?> FindAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (!RequestId.IsWellFormed(id)) return null;
        var stored = await requests.FindAsync(new(id), cancel);
        return stored is not null && (caller.Actor is null || stored.Request.Actor == caller.Actor) ? stored : null;
    }
}
