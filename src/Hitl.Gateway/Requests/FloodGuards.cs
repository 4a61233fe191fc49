using Hitl.Escalations.Ids;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Requests;

namespace Hitl.Gateway.Requests;

/// <summary>Keeps one agent from flooding people with requests: above the catalog's rate they are refused, and the refusal is recorded. Counted in the store, for every gateway together.</summary>
internal sealed class FloodGuards(RequestQueries requests, TimeProvider clock)
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    /// <summary>Refuses when the actor has made as many requests as the catalog admits.</summary>
    public async Task<Refusal?> CheckAsync(Catalog catalog, ActorId actor, CancellationToken cancel)
    {
        if (!catalog.Actors.TryGetValue(actor, out var known) || known.AtMost is not { } guard) return null;
        var made = await requests.CountSinceAsync(actor, clock.GetUtcNow() - guard.Within, guard.Requests, cancel);
        if (made < guard.Requests) return null;
        var retry = guard.Within < LongestRetry ? guard.Within : LongestRetry;
        return new(429, "limit.flood", $"{actor} has made {made:N0} requests within {guard.Within:g}, which is all the catalog admits. Nothing was stored; try again later.")
        {
            RetryAfter = (int)Math.Ceiling(retry.TotalSeconds),
        };
    }
}
